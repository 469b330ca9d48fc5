/// The command line: parses options, prints, maps errors to exit codes, and stops runs on Ctrl-C.
/// It alone touches the process: standard streams, signals, exit status. What it runs is written in the rooms beneath.
/// May use the applications and picocli.
@NullMarked
package org.keras4j.cli;

import org.jspecify.annotations.NullMarked;
