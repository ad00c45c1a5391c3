"""The SQLite file: its tables (`schema`), its only writer (`store`), and opening it to read (`opening`)."""
