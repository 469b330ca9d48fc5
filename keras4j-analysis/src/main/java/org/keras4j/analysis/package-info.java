/// Classic methods that stand beside networks, as baselines and as views of what they learned: PCA, t-SNE, k-means, assignment, and
/// scores of clusterings. May use arrays and programs of the engine and EJML; knows no models.
@NullMarked
package org.keras4j.analysis;

import org.jspecify.annotations.NullMarked;
