import Simulation

/// One small good file of every format, and of every packing.
enum FuzzSeeds {
    /// Files by name, in the order of their names.
    static let all: [(name: String, bytes: [UInt8])] = {
        let sample = Sample()
        let league = SimulatedLeague(LeagueOptions(seed: 1, teams: 2, gamesPerTeam: 1))
        func few(_ text: String, _ lines: Int) -> String {
            text.split(separator: "\n", omittingEmptySubsequences: false).prefix(lines).joined(separator: "\n") + "\n"
        }
        let lines =
            LineTests.header + LineTests.line("Ann O Dal", "Over", "24.5", "-110")
            + LineTests.line("Player 1", "Under", "8.5", "-137")
        let texts: [(String, String)] = [
            ("cassette", cassette(Sample.resultSet(sample.logTeams, name: "LeagueGameLog"))),
            (
                "fixtures",
                "Match Number,Date,Home Team,Away Team\n1,21/04/2024 00:30,Cleveland Cavaliers,Orlando Magic\n"
            ),
            (
                "game-lines",
                "date,away,home,whos_favored,spread,total\n4/20/24,orl,cle,home,4.5,207.5\n4/22/24,no,gs,away,1,\n"
            ),
            ("lines", lines),
            (
                "lines-wide",
                "event_id,player,market,line,bookmaker,game,game_time,over_odds,under_odds,captured_at\n"
                    + "e,Player 1,pts,8.5,FanDuel,Orlando Magic @ Cleveland Cavaliers,2024-04-20T23:00:00Z,-115,-105,"
                    + "2024-04-20T12:00:00Z\n"
            ),
            ("log-json", Sample.resultSet(sample.logPlayers, name: "LeagueGameLog")),
            ("log-players", sample.logPlayers), ("log-teams", sample.logTeams),
            ("people", few(league.files[3].text, 4)), ("playoffs", sample.playoffs),
            ("schedule", sample.schedule()), ("shots", few(league.files[2].text, 12)),
            ("v3-csv", sample.boxScoreV3()), ("v3-json", sample.boxScoreV3JSON),
        ]
        let plain = texts.map { (name: $0.0, bytes: Array($0.1.utf8)) }
        let log = Array(few(sample.logPlayers, 6).utf8)
        return plain + [
            ("packed-gzip", Packing.gzip(log)),
            ("packed-zip", Packing.zip([("a.csv", log), ("b.csv", Array(sample.logTeams.utf8))])),
        ]
    }()

    private static func cassette(_ body: String) -> String {
        let escaped = body.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return
            "interactions:\n- request:\n    body: null\n  response:\n    body:\n      string: \"\(escaped)\"\nversion: 1\n"
    }
}

/// Packs bytes without compressing them, so that a changed byte reaches the reader of the format too.
enum Packing {
    static func gzip(_ bytes: [UInt8]) -> [UInt8] {
        let length = little(bytes.count, 2)
        let stored = [1] + length + length.map { ~$0 } + bytes
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255] + stored + little(Int(crc(bytes)), 4) + little(bytes.count, 4)
    }

    static func zip(_ files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        archive(
            files.map {
                ($0.name, 0, $0.bytes, little(Int(crc($0.bytes)), 4) + little($0.bytes.count, 4), $0.bytes.count)
            })
    }

    /// Archives what gzip packed, as it is packed.
    static func zip(gzipped files: [(name: String, bytes: [UInt8])]) -> [UInt8] {
        archive(
            files.map { name, packed in
                // A header of ten bytes without a name, then the packed bytes, their checksum and their length.
                let body = Array(packed[10..<(packed.count - 8)])
                let length = packed.suffix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
                return (name, 8, body, packed.suffix(8).prefix(4) + little(body.count, 4), length)
            })
    }

    private static func archive(
        _ files: [(name: String, method: UInt8, body: [UInt8], checksumAndSize: [UInt8], length: Int)]
    ) -> [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        for (name, method, body, checksumAndSize, length) in files {
            let shared =
                [20, 0, 0, 0, method, 0, 0, 0, 0, 0] + checksumAndSize + little(length, 4) + little(name.utf8.count, 2)
                + [0, 0]
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0] + shared + [UInt8](repeating: 0, count: 10) + little(archive.count, 4)
            directory += Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + shared + Array(name.utf8) + body
        }
        let count = little(files.count, 2)
        return archive + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count + little(directory.count, 4)
            + little(archive.count, 4) + [0, 0]
    }

    private static func little(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
    }

    private static func crc(_ bytes: [UInt8]) -> UInt32 {
        var value = ~UInt32(0)
        for byte in bytes {
            value ^= UInt32(byte)
            for _ in 0..<8 { value = value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
        return ~value
    }
}
