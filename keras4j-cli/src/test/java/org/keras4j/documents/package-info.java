/// What the documents promise: their Java compiles and runs, their program is the example, the quickstart builds.
@NullMarked
package org.keras4j.documents;

import org.jspecify.annotations.NullMarked;
