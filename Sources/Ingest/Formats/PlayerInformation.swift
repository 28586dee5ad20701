import Basketball

/// CommonPlayerInfo: birthdate, height and position of each player. Believed before player profiles.
enum PlayerInformation: SourceFormat {
    static let name = "player-information"
    static let required = ["PERSON_ID", "DISPLAY_FIRST_LAST", "BIRTHDATE", "HEIGHT", "POSITION"]
    static let optional = [
        "FIRST_NAME", "LAST_NAME", "DISPLAY_LAST_COMMA_FIRST", "DISPLAY_FI_LAST", "PLAYER_SLUG", "SCHOOL", "COUNTRY",
        "LAST_AFFILIATION", "WEIGHT", "SEASON_EXP", "JERSEY", "ROSTERSTATUS", "GAMES_PLAYED_CURRENT_SEASON_FLAG",
        "TEAM_ID", "TEAM_NAME", "TEAM_ABBREVIATION", "TEAM_CODE", "TEAM_CITY", "PLAYERCODE", "FROM_YEAR", "TO_YEAR",
        "DLEAGUE_FLAG", "NBA_FLAG", "GAMES_PLAYED_FLAG", "DRAFT_YEAR", "DRAFT_ROUND", "DRAFT_NUMBER",
        "GREATEST_75_FLAG",
    ]
    static let table = "players"

    static func parse(_ input: FormatInput) -> ParsedFile { PersonLines.parse(input, required, precedence: 0) }
}

/// Player profiles: the same facts in fewer columns.
enum PlayerProfiles: SourceFormat {
    static let name = "player-profiles"
    static let required = ["PLAYER_ID", "PLAYER_NAME", "BIRTHDATE", "HEIGHT", "POSITION"]
    static let optional = [
        "WEIGHT", "JERSEY", "COUNTRY", "SCHOOL", "FROM_YEAR", "DRAFT_YEAR", "DRAFT_ROUND", "DRAFT_NUMBER",
    ]
    static let table = "players"

    static func parse(_ input: FormatInput) -> ParsedFile { PersonLines.parse(input, required, precedence: 1) }
}

/// Lines of either file: id, name, birthdate, height and position, in that order of `columns`.
enum PersonLines {
    static func parse(_ input: FormatInput, _ columns: [String], precedence: Int) -> ParsedFile {
        let at = columns.map(input.header.index)
        let width = input.header.names.count
        var scanner = input.scanner()
        var parsed = ParsedFile()
        while scanner.next() {
            parsed.rowsIn += 1
            let origin = Origin(file: input.file, line: scanner.line)
            func reject(_ rule: String, _ expected: String) {
                parsed.rejected.append(
                    Rejected(
                        origin: origin, table: "players", rule: rule, expected: expected, text: scanner.recordText))
            }
            guard scanner.fields.count == width else {
                reject("field_count", "\(width) fields as in the header, found \(scanner.fields.count)")
                continue
            }
            let name = scanner.text(at[1])
            guard let id = readInteger(scanner.field(at[0])).known, id > 0, !name.isEmpty else {
                reject("identifier", "a whole number as id and a name")
                continue
            }
            let birth = scanner.text(at[2])
            let birthdate = GameDate(birth.prefix(10))
            guard birth.isEmpty || birthdate != nil else {
                reject("birthdate", "YYYY-MM-DD or nothing, found '\(birth)'")
                continue
            }
            let heightText = scanner.text(at[3])
            let height = inches(heightText)
            guard heightText.isEmpty || height != nil else {
                reject("height", "feet-inches such as 6-10 or nothing, found '\(heightText)'")
                continue
            }
            let position = scanner.text(at[4])
            parsed.people.append(
                PersonRow(
                    playerID: id, name: name, position: position.isEmpty ? nil : position, birthdate: birthdate,
                    heightInches: height, precedence: precedence, origin: origin))
        }
        return parsed
    }

    /// `6-10` -> 82.
    private static func inches(_ text: String) -> Int? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let feet = Int(parts[0]), let rest = Int(parts[1]), (4...8).contains(feet),
            (0..<12).contains(rest)
        else { return nil }
        return feet * 12 + rest
    }
}
