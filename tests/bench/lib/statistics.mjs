// Small statistics over measured values.

/** The value below which the given share of the values lies (nearest rank). */
export function percentile(values, share) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(sorted.length * share) - 1))];
}

export function median(values) {
    return percentile(values, 0.5);
}
