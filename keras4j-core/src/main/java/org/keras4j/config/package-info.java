/// What all Keras objects share: a configuration declared once ([org.keras4j.config.Config]), precision policies, seeds, and the
/// settings of the process. May use the engine's tensor and backend rooms.
@NullMarked
package org.keras4j.config;

import org.jspecify.annotations.NullMarked;
