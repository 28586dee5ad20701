import Basketball
import Foundation
import Pipeline
import Planning
import Simulation
import Storage
import TestSupport
import Testing

/// What each table gives for a fixed league, with the version of its code: output that changes wants a new version, or
/// warehouses would keep the old rows as up to date.
///
/// After a change that is meant, raise the table's `version` and record anew:
///
///     FULLCOURT_RECORD_PINS=1 swift test --disable-xctest --filter OutputPinTests
@Suite struct OutputPinTests {
    private static let variable = "FULLCOURT_RECORD_PINS"

    private func lab() async throws -> Lab {
        let lab = try await Lab.simulated(
            LeagueOptions(
                seed: 17, seasons: [Season(startYear: 2022), Season(startYear: 2023)], teams: 4, gamesPerTeam: 14,
                defects: .all))
        let calendar = try await lab.states().calendar
        let players = try await lab.rows(RawTable.players)["player_id"].integers
        for date in calendar.gameDates.suffix(3) {
            try await lab.plant(
                date, players.map { PlantedLine($0, 5.5 + Double($0 % 25), at: "\(date)T10:00:00Z") },
                calendar.day(date).games.compactMap { game in
                    GameID(number: game.id).map { PlantedGameLine($0, -3.5, 221.5, at: "\(date)T10:00:00Z") }
                })
        }
        try await lab.backfill()
        return lab
    }

    @Test func outputChangesOnlyWithItsVersion() async throws {
        let lines = try await lab().manifest().lines
        let pins = Registry.tables.map { table in
            let own = lines.filter { $0.table == table.name }.map { $0.text + "\n" }
            return (
                name: table.name, version: table.planned.version, digest: "\(SHA256Digest(of: own.joined()))",
                units: own.count
            )
        }
        #expect(pins.allSatisfy { $0.units > 0 })
        let text = pins.map { "\($0.name) v\($0.version) \($0.units) units \($0.digest)" }
        if ProcessInfo.processInfo.environment[Self.variable] == "1" { return try record(text) }
        let known = OutputPins.recorded.split(separator: "\n").map(String.init)
        #expect(known.count == text.count, "a table came or went: record anew with \(Self.variable)=1")
        for (pin, line) in zip(pins, text) where !known.contains(line) {
            let isSameVersion = known.contains { $0.hasPrefix("\(pin.name) v\(pin.version) ") }
            Issue.record(
                isSameVersion
                    ? """
                    the output of \(pin.name) is another, and its version still \(pin.version): raise `version` where the \
                    table is declared, then record anew with \(Self.variable)=1
                    """ : "\(pin.name) has version \(pin.version): record its output with \(Self.variable)=1")
        }
    }

    /// Writes the source file with the pins.
    private func record(_ lines: [String]) throws {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "OutputPins.swift")
        let text = """
            /// Recorded by `OutputPinTests`: table, version of its code, number of units, SHA-256 over their lines of the manifest.
            enum OutputPins {
                static let recorded = \"\"\"
                    \(lines.joined(separator: "\n        "))
                    \"\"\"
            }

            """
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
}
