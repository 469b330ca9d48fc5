package org.keras4j.apps.data;

/// Whether data was observed or made by a program. A score on synthetic data is never shown beside a published one.
public enum Origin { REAL, SYNTHETIC }
