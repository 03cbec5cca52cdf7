#!/usr/bin/env python3
"""The same EM on rows rather than cells, as one would write it with NumPy, and by scikit-learn.

    Benchmarks/rowwise.py ROSTER STEPS

Two normal densities with one variance, recorded genders held fixed, so many steps from the recorded
students. Prints one line of JSON: seconds and log-likelihood, null where the library is not there.
scikit-learn knows no recorded genders, so its mixture is that of all heights alone, with as many
steps from the same start; it does less.
"""

import csv
import json
import sys
import time


def numpy_fit(codes, heights, steps):
    import numpy as np

    codes, x = np.asarray(codes), np.asarray(heights)
    known = codes >= 0
    start = time.perf_counter()
    responsibility = np.stack([codes == 0, codes == 1], axis=1).astype(float)

    def maximise(r, rows):
        count = r.sum(axis=0)
        mean = (r * rows[:, None]).sum(axis=0) / count
        variance = (r * (rows[:, None] - mean) ** 2).sum() / count.sum()
        return count / count.sum(), mean, variance

    share, mean, variance = maximise(responsibility[known], x[known])
    for _ in range(steps + 1):
        logs = (
            np.log(share) - 0.5 * np.log(2 * np.pi * variance)
            - (x[:, None] - mean) ** 2 / (2 * variance)
        )
        largest = logs.max(axis=1)
        total = largest + np.log(np.exp(logs - largest[:, None]).sum(axis=1))
        own = np.where(codes == 1, logs[:, 1], logs[:, 0])
        log_likelihood = float(np.where(known, own, total).sum())
        posterior = np.exp(logs - total[:, None])
        responsibility = np.where(known[:, None], responsibility, posterior)
        share, mean, variance = maximise(responsibility, x)
    return {"seconds": time.perf_counter() - start, "log_likelihood": log_likelihood}


def sklearn_fit(codes, heights, steps):
    import warnings

    import numpy as np
    from sklearn.mixture import GaussianMixture

    warnings.simplefilter("ignore")
    codes, x = np.asarray(codes), np.asarray(heights)
    means = [[x[codes == 0].mean()], [x[codes == 1].mean()]]
    start = time.perf_counter()
    GaussianMixture(
        2, covariance_type="tied", tol=0, max_iter=max(1, steps), means_init=means
    ).fit(x[:, None])
    return {"seconds": time.perf_counter() - start}


def attempt(fit, *arguments):
    try:
        return fit(*arguments)
    except ImportError:
        return None


def main():
    if len(sys.argv) != 3 or not sys.argv[2].isdigit():
        sys.exit(__doc__)
    codes, heights = [], []
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        next(lines)
        for _, gender, height in lines:
            codes.append({"F": 0, "M": 1}.get(gender, -1))
            heights.append(float(height))
    steps = int(sys.argv[2])
    print(
        json.dumps(
            {
                "numpy": attempt(numpy_fit, codes, heights, steps),
                "scikit-learn": attempt(sklearn_fit, codes, heights, steps),
            }
        )
    )


main()
