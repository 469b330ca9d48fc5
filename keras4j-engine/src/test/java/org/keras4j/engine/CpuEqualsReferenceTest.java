package org.keras4j.engine;

class CpuEqualsReferenceTest extends BackendContract {
    CpuEqualsReferenceTest() {
        super("cpu");
    }
}
