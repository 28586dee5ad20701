/// What a simulated league of a few weeks can reach: no lines and no starts are known, and nobody has played for long.
package enum ShortSeason {
    /// A `thresholds.yaml` that asks no more than that.
    package static let thresholds = """
        gates:
          precompute:
            participation: {fail: 0.5}
          features:
            features_available: {fail: 0.5}
            participation: {fail: 0.5}
        """
}
