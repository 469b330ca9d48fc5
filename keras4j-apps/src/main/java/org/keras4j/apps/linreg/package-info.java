/// `linreg`: simple linear regression, on a generated line, on the diabetes table, or on a user's table, beside ordinary
/// least squares in closed form.
/// May use the Keras API, the plots and the frame of applications.
@NullMarked
package org.keras4j.apps.linreg;

import org.jspecify.annotations.NullMarked;
