"""标准目录 as counties exchange it: a workbook in the national layout, read into an edition and written from one."""
