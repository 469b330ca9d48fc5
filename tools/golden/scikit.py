"""What scikit-learn says where its definitions are those of Keras: a second opinion on metrics, as `golden/scikit/metrics.json`."""
import json
import pathlib
import sys

import numpy as np
import sklearn
from sklearn import metrics

random = np.random.default_rng(3)
labels = random.integers(0, 2, 60)
scores = random.integers(0, 51, 60) / 50  # as far apart as the thresholds of AUC can tell, so that its area is exact
scores = np.where(random.uniform(size=60) < 0.4, np.clip(scores * 0.5 + labels * 0.5, 0, 1), scores).round(2)
weights = random.integers(1, 4, 60)
classes = random.integers(0, 4, 50)
rows = (random.uniform(size=(50, 4)) + np.eye(4)[classes] * 0.4).round(6)
chosen = rows.argmax(1)
numbers, guesses = random.normal(size=(40, 2)), random.normal(size=(40, 2))
numbers, guesses = numbers.round(6), (guesses * 0.5 + numbers).round(6)
above = scores > 0.5
tn, fp, fn, tp = metrics.confusion_matrix(labels, above).ravel()
expected = {
    "TruePositives": tp, "FalsePositives": fp, "TrueNegatives": tn, "FalseNegatives": fn,
    "Precision": metrics.precision_score(labels, above), "Recall": metrics.recall_score(labels, above),
    "Precision weighted": metrics.precision_score(labels, above, sample_weight=weights), "Recall weighted": metrics.recall_score(labels, above, sample_weight=weights),
    "AUC": metrics.roc_auc_score(labels, scores), "AUC weighted": metrics.roc_auc_score(labels, scores, sample_weight=weights),
    "BinaryAccuracy": metrics.accuracy_score(labels, above), "BinaryIoU": metrics.jaccard_score(labels, scores >= 0.5, average="macro"),
    **{f"F1Score {how}": metrics.f1_score(classes, chosen, average=how) for how in ("micro", "macro", "weighted")},
    **{f"FBetaScore {how}": metrics.fbeta_score(classes, chosen, beta=2, average=how) for how in ("micro", "macro", "weighted")},
    "SparseTopKCategoricalAccuracy": metrics.top_k_accuracy_score(classes, rows, k=2), "MeanIoU": metrics.jaccard_score(classes, chosen, average="macro"),
    "R2Score": metrics.r2_score(numbers, guesses), "RootMeanSquaredError": metrics.root_mean_squared_error(numbers.ravel(), guesses.ravel()),
}
out = {"scikit-learn": sklearn.__version__, "labels": labels, "scores": scores, "weights": weights, "classes": classes, "rows": rows, "numbers": numbers,
       "guesses": guesses, "expected": {k: float(v) for k, v in expected.items()}}
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "metrics.json").write_text(json.dumps(out, default=np.ndarray.tolist) + "\n")
