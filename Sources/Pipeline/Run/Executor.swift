import Basketball
import Planning
import Storage

/// Runs the units of a plan: summaries first, then as-of tables over everything that is then known; units computed in
/// parallel, one writer that commits rows and ledger together.
package struct Executor: Sendable {
    let warehouse: any Warehouse
    let version: String
    let workers: Int

    /// Dates of as-of tables that one task computes.
    private static let stretch = 8

    /// - Parameter workers: tasks that compute at the same time.
    package init(_ warehouse: any Warehouse, version: String, workers: Int) {
        self.warehouse = warehouse
        self.version = version
        self.workers = max(1, workers)
    }

    /// What a run did.
    package struct Outcome: Sendable {
        package internal(set) var results: [UnitResult] = []
        package internal(set) var planned = 0
        package internal(set) var stopped = false
        package internal(set) var run: Int?

        package var entries: [LedgerEntry] { results.map(\.entry) }
        /// Rows stored.
        package var rows: Int { results.reduce(0) { $0 + $1.rowsStored } }
        /// Units that ended in a state, `unchanged` ones aside.
        package func count(_ status: UnitStatus) -> Int {
            results.count { !$0.isUnchanged && $0.entry.status == status }
        }
        package var unchanged: Int { results.count(where: \.isUnchanged) }
    }

    /// Runs a plan to its end, or until it is asked to stop.
    ///
    /// - Parameters:
    ///   - hash: of the saved plan that this is, for the record.
    ///   - committed: called after each commit with the units that it stored.
    package func run(
        _ plan: Plan, _ states: UnitStates, stop: StopFlag, hash: String? = nil,
        committed: @escaping @Sendable ([UnitResult]) -> Void = { _ in }
    ) async throws -> Outcome {
        var outcome = Outcome()
        outcome.planned = plan.units.count + plan.followers.count
        try await recordSettled(plan, states)
        guard !plan.units.isEmpty else { return outcome }
        let start = ContinuousClock.now
        let made = try await prepare(states)
        // What was recorded of rows that went with another form of their table holds no more.
        let states = made.isEmpty ? states : states.without(tables: made)
        let run = try await RunLog.begin(warehouse, version: version, plan: plan, hash: hash)
        outcome.run = run
        let judge = UnitJudge(run: run, policy: plan.policy)
        func take(_ work: UnitWork) {
            let results = work.results.map(\.committed)
            outcome.results += results
            committed(results)
            if plan.policy.failFast, work.results.contains(where: { $0.entry.status == .failed }) { stop.request() }
        }
        let ofSummaries = Set(Registry.planned.filter { $0.kind == .summary }.map(\.name))
        let all = (plan.units + plan.followers).map { made.contains($0.unit.table) ? $0.withoutEntry : $0 }
        var asOf = all.filter { !ofSummaries.contains($0.unit.table) }
        let needed = AsOfPhase.needed(for: Set(asOf.map(\.unit.table)))
        var sources = HistorySources(for: needed)
        let summaries = all.filter { ofSummaries.contains($0.unit.table) }
        let phase = SummaryPhase(
            reader: RawReader(
                warehouse: warehouse, calendar: states.calendar, bookmakers: states.settings.bookmakers),
            tables: Registry.tables, judge: judge, calendar: states.calendar)
        let changing = Set(summaries.map(\.unit.date))
        let pruning =
            // Rows of a table that was made anew are gone, whatever its followers read.
            plan.followers.isEmpty || !made.isEmpty || changing.count > FollowerPruning.mostDates
            ? nil : try await FollowerPruning(warehouse, sources.columns, tables: needed, dates: changing)
        try await phase.run(
            Dictionary(grouping: summaries, by: \.unit.date), order: summaries.dates(plan.policy),
            keep: asOf.isEmpty ? [:] : sources.columns, workers: workers, stop: stop, stage: stage
        ) { computed in
            take(computed.work)
            for (table, date, rows) in computed.rows { sources.add(table, date, rows) }
        }
        let ran = outcome.results.filter { ofSummaries.contains($0.entry.unit.table) }
        let ranUnits = Set(ran.map(\.entry.unit))
        let followers = prunable(plan, states, ran)
        func prune(_ units: Set<Unit>) async throws {
            var work = UnitWork()
            for report in followers where units.contains(report.unit) {
                if let result = judge.untouched(report) { work.add(result) }
            }
            if !work.results.isEmpty { try await commit([work]) }
            take(work)
            asOf.removeAll { units.contains($0.unit) }
        }
        let changed = followers.isEmpty ? [:] : pruning?.changed(sources, ran: ranUnits) ?? [:]
        func pruneUnread(_ index: GameIndex) async throws {
            guard let pruning else { return }
            try await prune(
                pruning.unread(followers, among: asOf, changed: changed, index) { date in
                    Set(states.calendar.day(date).games.flatMap { [$0.home, $0.away] })
                })
        }
        var past: PatchedPast?
        if let pruning, !stop.isRequested {
            try await prune(pruning.untouched(followers, among: asOf, changed: changed))
            past = try await PatchedPast(
                warehouse, pruning, changed, states.ledger, before: asOf.map(\.unit.date.dayNumber).max(),
                workers: workers)
        }
        if let past, !stop.isRequested {
            try await pruneUnread(past.after.index)
            let phase = try await PatchPhase.make(
                warehouse, past, asOf, followers: Set(followers.map(\.unit)),
                states.after(outcome.entries, summaries: ofSummaries), judge,
                acceptPartial: plan.policy.acceptPartialReason != nil)
            let patched = try await phase.run(workers: workers, stop: stop)
            if !patched.results.isEmpty { try await commit([patched]) }
            take(patched)
            let done = Set(patched.results.map(\.entry.unit))
            asOf.removeAll { done.contains($0.unit) }
        }
        if !asOf.isEmpty, !stop.isRequested {
            let next = try await AsOfPhase.make(
                warehouse, asOf, states.after(outcome.entries, summaries: ofSummaries), sources, judge,
                acceptPartial: plan.policy.acceptPartialReason != nil, workers: workers)
            if past == nil { try await pruneUnread(next.history.index) }
            try await runAsOf(next, asOf, policy: plan.policy, stop: stop, take)
        }
        outcome.stopped = outcome.results.count < outcome.planned
        try await RunLog.end(
            warehouse, run: run, done: outcome.results.count,
            milliseconds: Int((ContinuousClock.now - start) / .milliseconds(1)),
            outcome: outcome.stopped
                ? "stopped"
                : outcome.results.contains { [.failed, .blocked].contains($0.entry.status) }
                    ? "incomplete" : "complete")
        return outcome
    }

    /// Followers that would stay as they are if what they read does: for no other reason would they run.
    private func prunable(_ plan: Plan, _ states: UnitStates, _ ran: [UnitResult]) -> [UnitReport] {
        // A summary that is not as it should be may block those who read it.
        guard plan.policy.forceReason == nil, ran.allSatisfy({ $0.entry.status == .written }) else { return [] }
        return plan.followers.filter {
            // Of a saved plan that is applied again some are known to be stale, or were left failed or blocked.
            [.written, .partial, .notExpected].contains($0.state.status) && !$0.isSuspect
                && $0.entry?.basis == $0.basis && !states.isTrusted($0.unit)
        }
    }

    /// Writes down what a closer look showed to be up to date, so that no later plan looks again.
    private func recordSettled(_ plan: Plan, _ states: UnitStates) async throws {
        let settled = states.settled(plan.tables).filter { plan.action($0.unit) == .skip }
        guard !settled.isEmpty else { return }
        try await warehouse.transaction { try await $0.apply(Ledger.change(settled)) }
    }

    /// Creates tables and views; what was recorded of rows that went with another form of their table is forgotten.
    ///
    /// - Returns: names of the tables that were made anew.
    private func prepare(_ states: UnitStates) async throws -> [String] {
        let made = try await warehouse.prepare(
            Registry.tables.map(\.schema) + [Ledger.table, UnitSums.table, RunLog.table])
        try await SeasonTable.update(warehouse, states)
        try await warehouse.define(DocumentedViews.all)
        guard !made.isEmpty else { return [] }
        let ledger = try await Ledger(warehouse)
        let units = made.flatMap { ledger.entries(of: $0).values.map(\.unit) }.sorted()
        if !units.isEmpty { try await warehouse.transaction { try await $0.apply(try Ledger.forget(units)) } }
        return made
    }

    private func commit(_ work: [UnitWork]) async throws { try await stage(work).run() }

    @Sendable private func stage(_ work: [UnitWork]) async throws -> StagedCommit {
        try await warehouse.staged(UnitWork(work).changes(Registry.tables))
    }

    private func runAsOf(
        _ phase: AsOfPhase, _ units: [UnitReport], policy: PlanPolicy, stop: StopFlag,
        _ take: (UnitWork) -> Void
    ) async throws {
        let byDate = Dictionary(grouping: units, by: \.unit.date)
        let commits = OrderedCommits(workers: workers, stop: stop) { (dates: [GameDate]) in
            var work = UnitWork()
            for date in dates { for result in phase.compute(date, byDate[date] ?? []) { work.add(result) } }
            return work
        } stage: {
            try await stage($0)
        } commit: {
            try await $0.run()
        }
        try await commits.run(units.dates(policy).pieces(Executor.stretch), take)
    }
}

extension [UnitReport] {
    /// Their dates, each once, in the order in which they shall run.
    fileprivate func dates(_ policy: PlanPolicy) -> [GameDate] {
        let dates = Set(map(\.unit.date)).sorted()
        return policy.newestFirst ? dates.reversed() : dates
    }
}
