"""Records in the forms of others: MARC 21, Dublin Core, tables; read, and most of them written."""
