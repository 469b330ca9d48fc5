package org.keras4j.apps.chinese;

import static org.assertj.core.api.Assertions.assertThat;
import module java.base;
import org.junit.jupiter.api.Test;

class ChineseScriptTest {
    @Test
    void convertsBothWays() {
        // OpenCC 1.1.9, configurations t2s and s2t.
        assertThat(ChineseScript.simplified("黃河入海流，更上一層樓。")).isEqualTo("黄河入海流，更上一层楼。");
        assertThat(ChineseScript.traditional("黄河入海流，更上一层楼。")).isEqualTo("黃河入海流，更上一層樓。");
    }

    @Test
    void leavesAloneWhatIsInNoTable() {
        assertThat(ChineseScript.simplified("abc 𠀀人")).isEqualTo("abc 𠀀人");
    }

    @Test
    void knowsAllCounterparts() {
        assertThat(ChineseScript.traditionalForms("发".codePointAt(0))).containsExactly("發", "髮");
        assertThat(ChineseScript.traditionalForms("人".codePointAt(0))).isEmpty();
    }
}
