import Basketball

/// Which of the units that could run shall run.
package struct PlanPolicy: Sendable, Hashable {
    /// Kinds of units to run.
    package enum Only: String, Sendable, Hashable, CaseIterable {
        /// Never written.
        case missing
        /// Failed or blocked, also where trying again is not known to help.
        case failed
        /// Written from inputs or by code that have changed since.
        case stale
        /// Everything that is expected; what is up to date ends as unchanged.
        case all
    }

    /// Empty: missing, stale, blocked, and failures that a retry can help.
    package var only: Set<Only>
    package var newestFirst: Bool
    /// Most units to run.
    package var limit: Int?
    /// Why units that are up to date shall be computed and written again; nil when they shall not.
    package var forceReason: String?
    /// Why partial inputs shall be read whatever they lack; nil when they block.
    package var acceptPartialReason: String?
    package var failFast: Bool

    package init(
        only: Set<Only> = [], newestFirst: Bool = false, limit: Int? = nil, forceReason: String? = nil,
        acceptPartialReason: String? = nil, failFast: Bool = false
    ) {
        self.only = only
        self.newestFirst = newestFirst
        self.limit = limit
        self.forceReason = forceReason
        self.acceptPartialReason = acceptPartialReason
        self.failFast = failFast
    }

    /// Whether a unit is work to do.
    package func runs(_ report: UnitReport) -> Bool {
        let status = report.state.status
        guard status.isExpected || (report.entry?.rowsWritten ?? 0) > 0 else { return false }
        if forceReason != nil, only.isEmpty || only.contains(.all) { return true }
        if only.contains(.all) { return true }
        switch status {
        case .missing: return only.isEmpty || only.contains(.missing)
        case .stale: return only.isEmpty || only.contains(.stale)
        case .blocked: return only.isEmpty || only.contains(.failed)
        case .failed: return only.contains(.failed) || (only.isEmpty && report.entry?.isRetryable ?? true)
        case .written, .partial, .notExpected: return false
        }
    }

    /// Whether units may follow those whose rows they read.
    package var follows: Bool { only.isEmpty || only.contains(.stale) || only.contains(.all) }
}
