package org.keras4j.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.util.DefaultLocale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The expected texts are what Python 3.11 prints.
class PythonNumbersTest {
    @ParameterizedTest
    @CsvSource({"0.6637, 0.6637", "0.12345, 0.1235", "0.00125, 0.0013", "0.00005, 0.0001", "2.5, 2.5000", "-1.00005, -1.0001", "1e16, 10000000000000000.0000",
            "0.03125, 0.0312", "0.09375, 0.0938", "-0.0, -0.0000", "-0.00001, -0.0000"})
    void roundsTheExactValueHalfToEven(double value, String expected) {
        assertThat(PythonNumbers.fixed(value, 4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.0001234567, 1.2346e-04", "0, 0.0000e+00", "-0.0, -0.0000e+00", "1e-300, 1.0000e-300", "-0.00099999999, -1.0000e-03",
            "12345678, 1.2346e+07", "9.99999e-4, 1.0000e-03", "4.9e-324, 4.9407e-324"})
    void writesTwoDigitsOfExponentAtLeast(double value, String expected) {
        assertThat(PythonNumbers.scientific(value, 4)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.45, 0.45", "0.40499998927116393, 0.40499998927116393", "1, 1.0", "-0.0, -0.0", "0.0001, 0.0001", "0.00001, 1e-05", "1.5e-7, 1.5e-07",
            "1e15, 1000000000000000.0", "1e16, 1e+16", "123456789, 123456789.0"})
    void writesTheFewestDigits(double value, String expected) {
        assertThat(PythonNumbers.repr(value)).isEqualTo(expected);
    }

    /// Where Java's own formats would write ٥ for 5.
    @Test
    @DefaultLocale("ar-EG")
    void writesTheSameInEveryCountry() {
        assertThat(PythonNumbers.repr(0.00001)).isEqualTo("1e-05");
        assertThat(PythonNumbers.scientific(12345678, 4)).isEqualTo("1.2346e+07");
    }

    @Test
    void writesWhatIsNoNumberInLowerCase() {
        assertThat(PythonNumbers.fixed(Double.NaN, 4)).isEqualTo("nan");
        assertThat(PythonNumbers.scientific(Double.NEGATIVE_INFINITY, 4)).isEqualTo("-inf");
        assertThat(PythonNumbers.fixed(Double.POSITIVE_INFINITY, 4)).isEqualTo("inf");
    }
}
