"""What scikit-learn says of classifications and rankings: a second opinion on `org.keras4j.apps.score`, as `scikit.json` in the folder given."""
import json
import pathlib
import sys
import warnings

import numpy as np
import sklearn
from sklearn import calibration, linear_model, metrics, model_selection, preprocessing

warnings.filterwarnings("ignore")  # of divisions by zero, which are the point
random = np.random.default_rng(5)


def classification(classes, truth, predicted):
    labels = range(classes)
    p, r, f, n = metrics.precision_recall_fscore_support(truth, predicted, labels=labels, zero_division=0)
    means = {how: [float(v) for v in metrics.precision_recall_fscore_support(truth, predicted, labels=labels, average=how, zero_division=0)[:3]]
             for how in ("micro", "macro", "weighted")}
    return {"classes": classes, "truth": truth, "predicted": predicted, "precision": p, "recall": r, "f1": f, "support": n, **means,
            "confusion": metrics.confusion_matrix(truth, predicted, labels=labels), "accuracy": metrics.accuracy_score(truth, predicted),
            "matthews": metrics.matthews_corrcoef(truth, predicted), "kappa": metrics.cohen_kappa_score(truth, predicted, labels=labels)}


def ranking(truth, scores):
    fpr, tpr, _ = metrics.roc_curve(truth, scores, drop_intermediate=False)
    precision, recall, thresholds = metrics.precision_recall_curve(truth, scores)
    observed, predicted = calibration.calibration_curve(truth, scores, n_bins=10)
    best = max(thresholds, key=lambda t: metrics.f1_score(truth, scores >= t))
    tn, fp, fn, tp = metrics.confusion_matrix(truth, scores > 0.5).ravel()
    return {"truth": truth, "scores": scores, "fpr": fpr, "tpr": tpr, "roc_auc": metrics.roc_auc_score(truth, scores),
            "precision": precision[::-1], "recall": recall[::-1], "average_precision": metrics.average_precision_score(truth, scores),
            "pr_auc": metrics.auc(recall, precision), "brier": metrics.brier_score_loss(truth, scores), "observed": observed, "predicted": predicted,
            "best_f1": metrics.f1_score(truth, scores >= best), "counts": [tp, fp, fn, tn], "f2": metrics.fbeta_score(truth, scores > 0.5, beta=2),
            "specificity": metrics.recall_score(truth, scores > 0.5, pos_label=0)}


def scored(rows, share, noise, digits):
    truth = (random.uniform(size=rows) < share).astype(int)
    return truth, np.clip(0.25 + 0.5 * truth + random.normal(size=rows) * noise, 0, 1).round(digits)


truth = random.integers(0, 4, 80)
guess = np.where(random.uniform(size=80) < 0.6, truth, random.integers(0, 4, 80))
x = preprocessing.StandardScaler().fit_transform(random.normal(size=(60, 5)) * [1, 2, 3, 4, 5])
two, three = (x[:, 0] + x[:, 1] > random.normal(size=60) * 0.5).astype(int), (x[:, :3] + random.normal(size=(60, 3)) * 0.3).argmax(1)


def logistic(y):
    model = linear_model.LogisticRegression(max_iter=10000, tol=1e-10).fit(x, y)
    return {"x": x, "y": y, "probabilities": model.predict_proba(x)}


split = model_selection.StratifiedShuffleSplit(1, test_size=0.2, random_state=1)
labels = np.repeat([0, 1], [212, 357])
out = {
    "scikit-learn": sklearn.__version__,
    "classification": {
        "four classes": classification(4, truth, guess),
        "one never said": classification(4, truth, np.where(guess == 2, 1, guess)),
        "one without items": classification(5, truth, np.where(guess == 0, 4, guess)),
        "two classes": classification(2, truth % 2, guess % 2),
        "always the same": classification(2, truth % 2, np.zeros(80, int)),
    },
    "ranking": {"fine": ranking(*scored(90, 0.4, 0.3, 6)), "ties": ranking(*scored(120, 0.3, 0.3, 1)), "rare": ranking(*scored(400, 0.05, 0.2, 3)),
                "parted": ranking(np.array([0, 0, 1, 1]), np.array([0.1, 0.2, 0.6, 0.9]))},
    "logistic": {"two": logistic(two), "three": logistic(three)},
    "test_of_each_class": np.bincount(labels[next(split.split(labels, labels))[1]]),
}
folder = pathlib.Path(sys.argv[1])
folder.mkdir(parents=True, exist_ok=True)
(folder / "scikit.json").write_text(json.dumps(out, default=lambda v: v.tolist()) + "\n")
