import Documents

/// What the accuracy gate asks of a model (`engine.md` section 8): two-sided, by population and by what was known.
package struct AccuracyTiers: Sendable, Hashable {
    /// Improvement of MAE over the best honest baseline on the same rows, 0-1.
    package struct Tier: Sendable, Hashable {
        package let population: String
        package let excellent: Double
        package let good: Double
        package let acceptable: Double
        /// Above it a skill is too good to be true until the proofs pass.
        package let leakAlarm: Double
    }

    /// Fewer game dates than this are `not_evaluated`.
    package let minimumDates: Int
    package let tiers: [Tier]
    /// Absolute MAE in points and percentages that go with it, printed for comparison only.
    package let absolute: [Double]
    package let percentages: [Double]

    init(_ json: JSONValue) {
        func share(_ tier: JSONValue, _ key: String) -> Double { tier[key]?.number ?? 0 }
        minimumDates = json["minimum_dates"]?.integer ?? 60
        tiers = (json["tiers"]?.members ?? []).map { name, tier in
            Tier(
                population: name, excellent: share(tier, "excellent"), good: share(tier, "good"),
                acceptable: share(tier, "acceptable"), leakAlarm: share(tier, "leak_alarm"))
        }
        absolute = (json["absolute"]?.array ?? []).compactMap(\.number)
        percentages = (json["percentages"]?.array ?? []).compactMap(\.number)
    }

    private static let standard: [(String, String, [Double])] = [
        (
            "everyone", "All who played, or prior-10 minutes >= 10; no late news.",
            [0.030, 0.020, 0.010, 0.045]
        ),
        ("minutes_20", "Prior-10 minutes >= 20; no late news.", [0.023, 0.016, 0.008, 0.04]),
        (
            "everyone_active_known", "All who played, or prior-10 minutes >= 10; the active list is known.",
            [0.050, 0.040, 0.025, 0.07]
        ),
        (
            "minutes_20_active_known", "Prior-10 minutes >= 20; the active list is known.",
            [0.038, 0.030, 0.018, 0.06]
        ),
    ]

    /// The key of `thresholds.yaml` that holds them.
    static let field: Field = {
        let keys = ["excellent", "good", "acceptable", "leak_alarm"]
        let tiers = standard.map { name, meaning, levels in
            Field.group(name, zip(keys, levels).map { Field($0, .number(0...1), default: .real($1), "") }, meaning)
        }
        func list(_ values: [Double]) -> JSONValue { .array(values.map { .real($0) }) }
        return Field.group(
            "accuracy",
            [
                Field(
                    "minimum_dates", .integer(1...10_000), default: .integer(60),
                    "Game dates that a judgement needs; fewer are not_evaluated."),
                Field.group("tiers", tiers, "Improvement of MAE over the best honest baseline on the same rows."),
                Field(
                    "absolute", .list(of: .number(0...(.infinity))), default: list([4.0, 4.2, 4.27]),
                    "MAE in points, printed for comparison only: a number without a population says nothing."),
                Field(
                    "percentages", .list(of: .number(0...100)), default: list([6, 2, 0]),
                    "The percentages that go with them."),
            ], "The accuracy gate.")
    }()
}
