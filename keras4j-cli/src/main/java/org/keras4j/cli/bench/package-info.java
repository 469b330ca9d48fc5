/// `keras4j bench`: how fast Keras4J is, alone or in turns with a peer, on random data of real shapes. Programs of `bench/peers`
/// run the peers. May use the Keras API and Jackson.
@NullMarked
package org.keras4j.cli.bench;

import org.jspecify.annotations.NullMarked;
