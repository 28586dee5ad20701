import Documents
import Planning

extension Evidence {
    /// Units of a table in one state for one reason.
    package struct Group: Sendable, Hashable {
        package let table: String
        package let status: UnitStatus
        package let reason: String
        package let units: Int
        package let first: String
        package let last: String
    }

    /// All units by table, status and kind of reason.
    package var groups: [Group] {
        facts.tables.flatMap { table -> [Group] in
            struct Key: Hashable {
                let status: UnitStatus
                let reason: String
            }
            let grouped = Dictionary(grouping: facts.units[table.name] ?? []) {
                Key(status: $0.state.status, reason: $0.state.reasonKind)
            }
            let order = UnitStatus.allCases
            return grouped.map { key, units in
                Group(
                    table: table.name, status: key.status, reason: key.reason, units: units.count,
                    first: units.first.map { "\($0.unit.date)" } ?? "", last: units.last.map { "\($0.unit.date)" } ?? ""
                )
            }.sorted {
                (order.firstIndex(of: $0.status) ?? 0, $0.reason) < (order.firstIndex(of: $1.status) ?? 0, $1.reason)
            }
        }
    }

    /// Everything but the times, for programs.
    package var json: JSONValue {
        func level(_ value: Double?) -> JSONValue { value.map { .real($0) } ?? .null }
        return .object([
            ("schema_version", .integer(1)), ("kind", .string("evidence")), ("version", .string(version)),
            ("decision", .string(decision.rawValue)), ("range", .string(facts.text)),
            ("next_steps", .array(nextSteps.map { .string($0) })), ("gates", .array(gates.map(\.json))),
            (
                "phases",
                .array(
                    phases.map {
                        .object([
                            ("phase", .string($0.name)), ("stage", .string($0.stage)),
                            ("decision", .string($0.decision)),
                        ])
                    })
            ),
            (
                "overrides",
                .array(
                    overrides.map {
                        .object([
                            ("kind", .string($0.kind)), ("subject", .string($0.subject)),
                            ("reason", .string($0.reason)),
                        ])
                    })
            ),
            (
                "units",
                .array(
                    groups.map {
                        .object([
                            ("table", .string($0.table)), ("state", .string($0.status.rawValue)),
                            ("reason", .string($0.reason)), ("units", .integer($0.units)), ("first", .string($0.first)),
                            ("last", .string($0.last)),
                        ])
                    })
            ),
            (
                "digests",
                .object([
                    ("manifest", .string(manifestDigest)), ("ledger", .string(ledgerDigest)),
                    ("plan", .string(planDigest)),
                ])
            ),
            (
                "inputs",
                .array(
                    inputs.map {
                        .object([
                            ("path", .string($0.path)), ("format", .string($0.format)), ("sha256", .string($0.sha256)),
                            ("rows", .integer($0.rows)),
                        ])
                    })
            ),
            (
                "baselines",
                .array(
                    baselines.map {
                        .object([
                            ("name", .string($0.name)), ("range", .string("\($0.range)")), ("rows", .integer($0.rows)),
                        ])
                    })
            ),
            (
                "settings",
                .array(
                    settings.map {
                        .object([
                            ("setting", .string($0.name)), ("value", .string($0.value)), ("origin", .string($0.origin)),
                        ])
                    })
            ),
            (
                "thresholds",
                .object([
                    ("profile", .string(thresholds.profile.rawValue)),
                    (
                        "levels",
                        .array(
                            thresholds.effective.map {
                                .object([
                                    ("threshold", .string($0.threshold.name)), ("warn", level($0.levels.warn)),
                                    ("fail", level($0.levels.fail)), ("default_warn", level($0.standard.warn)),
                                    ("default_fail", level($0.standard.fail)), ("origin", .string($0.origin)),
                                    ("lowered", .boolean($0.isLowered)),
                                ])
                            })
                    ),
                ])
            ),
        ])
    }

    /// Every unit, one a line, as comma-separated values.
    package var unitsCSV: String {
        var text = "table,date,state,reason,rows_expected,rows_recorded,input_digest,output_digest\n"
        for table in facts.tables {
            for unit in facts.units[table.name] ?? [] {
                let reason = unit.state.reason.split(separator: "\"", omittingEmptySubsequences: false)
                    .joined(separator: "\"\"")
                text += "\(table.name),\(unit.unit.date),\(unit.state.status.rawValue),\"\(reason)\","
                text += "\(unit.rowsExpected),\(unit.rowsRecorded),\(unit.inputDigest),\(unit.outputDigest)\n"
            }
        }
        return text
    }
}
