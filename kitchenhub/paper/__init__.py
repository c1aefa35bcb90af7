"""Paper as the hub sees it: printers, print jobs and slips as data; the spooler works the jobs off."""
