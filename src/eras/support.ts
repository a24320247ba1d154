/** A line of releases whose support by its makers has an end. */
export interface SupportedLine {
  /** Major and minor number, as `1.34`. */
  readonly line: string;
  /** The last day, as `2026-10-27`. */
  readonly ends: string;
}

export interface Support {
  readonly lines: readonly SupportedLine[];
  readonly source: string;
}

/**
 * The day of these tables. Nothing here asks a clock: a line counts as no longer supported when its end had come by this
 * day, so a spec gets the same report whenever it is read, and a newer Bootwright knows of later ends.
 */
export const supportRecordedOn = '2026-11-26';

export const support: Readonly<Record<'Kubernetes' | 'containerd', Support>> = {
  Kubernetes: {
    source:
      'kubernetes/website data/releases/eol.yaml 0637786b (1.8 to 1.31); kubernetes.io/releases/1.33/ to /1.37/. unconfirmed: 1.32, fourteen months after 1.32.0 as all others',
    lines: [
      { line: '1.8', ends: '2018-07-12' },
      { line: '1.9', ends: '2018-09-29' },
      { line: '1.10', ends: '2019-02-13' },
      { line: '1.11', ends: '2019-05-01' },
      { line: '1.12', ends: '2019-07-08' },
      { line: '1.13', ends: '2019-10-15' },
      { line: '1.14', ends: '2019-12-11' },
      { line: '1.15', ends: '2020-05-06' },
      { line: '1.16', ends: '2020-09-02' },
      { line: '1.17', ends: '2021-01-13' },
      { line: '1.18', ends: '2021-06-18' },
      { line: '1.19', ends: '2021-10-28' },
      { line: '1.20', ends: '2022-02-28' },
      { line: '1.21', ends: '2022-06-28' },
      { line: '1.22', ends: '2022-12-08' },
      { line: '1.23', ends: '2023-02-28' },
      { line: '1.24', ends: '2023-07-28' },
      { line: '1.25', ends: '2023-10-28' },
      { line: '1.26', ends: '2024-02-28' },
      { line: '1.27', ends: '2024-07-16' },
      { line: '1.28', ends: '2024-10-22' },
      { line: '1.29', ends: '2025-02-28' },
      { line: '1.30', ends: '2025-07-15' },
      { line: '1.31', ends: '2025-11-11' },
      { line: '1.32', ends: '2026-02-28' },
      { line: '1.33', ends: '2026-06-28' },
      { line: '1.34', ends: '2026-10-27' },
      { line: '1.35', ends: '2027-02-28' },
      { line: '1.36', ends: '2027-06-28' },
      { line: '1.37', ends: '2027-10-28' },
    ],
  },
  containerd: {
    // 1.7 and 2.0 end with a month; it is read as that month's last day.
    source: 'containerd/containerd RELEASES.md 301026e58 (2026-08-22), "Current State of containerd Releases"',
    lines: [
      { line: '1.1', ends: '2019-10-23' },
      { line: '1.2', ends: '2020-10-15' },
      { line: '1.3', ends: '2021-03-04' },
      { line: '1.4', ends: '2022-03-03' },
      { line: '1.5', ends: '2023-02-28' },
      { line: '1.6', ends: '2025-08-23' },
      { line: '1.7', ends: '2026-09-30' },
      { line: '2.0', ends: '2027-03-31' },
      { line: '2.1', ends: '2026-07-03' },
      { line: '2.2', ends: '2026-11-06' },
      { line: '2.3', ends: '2028-04-30' },
    ],
  },
};
