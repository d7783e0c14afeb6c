"""What the pages of work orders show, made of the sheet of an order and the rights of the reader."""
