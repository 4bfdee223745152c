"""The command line: parse words, wire the parts, choose a reporter, choose the exit code."""
