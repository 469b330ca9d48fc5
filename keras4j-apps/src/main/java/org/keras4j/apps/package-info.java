/// The frame that all applications share: what an application is, its options, its run folder and its report.
/// Each application lives in a package of its own beneath and works as a library; only the command line knows a terminal.
/// May use the Keras API, the analysis, the plots, Jackson and FastCSV.
@NullMarked
package org.keras4j.apps;

import org.jspecify.annotations.NullMarked;
