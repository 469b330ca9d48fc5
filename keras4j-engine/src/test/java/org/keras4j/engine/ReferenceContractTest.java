package org.keras4j.engine;

class ReferenceContractTest extends BackendContract {
    ReferenceContractTest() {
        super("reference");
    }
}
