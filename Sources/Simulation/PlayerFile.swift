import Basketball

/// CommonPlayerInfo of every simulated player.
enum PlayerFile {
    static func text(_ teams: [SimulatedTeam]) -> String {
        var text =
            "person_id,first_name,last_name,display_first_last,display_last_comma_first,birthdate,country,height,"
            + "position,team_id,team_abbreviation\n"
        for team in teams {
            for player in team.players {
                text += "\(player.id),\(player.firstName),\(player.lastName),\(player.name),"
                text += "\"\(player.lastName), \(player.firstName)\",\(player.birthdate) 00:00:00,Nowhere,"
                text +=
                    "\(player.heightInches / 12)-\(player.heightInches % 12),\(player.position),\(team.id),\(team.code)\n"
            }
        }
        return text
    }
}
