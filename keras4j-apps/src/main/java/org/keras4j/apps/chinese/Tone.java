package org.keras4j.apps.chinese;

/// The two classes into which verse sorts the four tones of Middle Chinese.
public enum Tone {
    /// 平.
    LEVEL('平'),
    /// 仄: the rising, the departing and the entering tone.
    OBLIQUE('仄'),
    /// A character that is read in both.
    EITHER('○');

    private final char sign;

    Tone(char sign) {
        this.sign = sign;
    }

    /// {@return 平, 仄 or ○}
    public char sign() {
        return sign;
    }

    /// {@return whether characters of these classes may be taken for the same class}
    public boolean mayEqual(Tone other) {
        return this == EITHER || other == EITHER || this == other;
    }

    /// {@return whether characters of these classes may be taken for opposite classes}
    public boolean mayOppose(Tone other) {
        return this == EITHER || other == EITHER || this != other;
    }
}
