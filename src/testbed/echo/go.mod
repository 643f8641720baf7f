module testbed/echo

go 1.26
