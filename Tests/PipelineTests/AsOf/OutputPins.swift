/// Recorded by `OutputPinTests`: table, version of its code, number of units, SHA-256 over their lines of the manifest.
enum OutputPins {
    static let recorded = """
        team_offense_game_summary v1 28 units ad383986f3085c16b3f0b794c2f2b13446f2d1f0ef3182646843f2a3f5e30db1
        team_defense_game_summary v1 28 units 2c1c5a7b0cd062499781f24a43e0fc8c8e0a3c4b8e12aa4084b04f11ef6a35c9
        player_game_summary v1 28 units 2df6601cdc87fa6f358a628b59e1fd6d9b421e9fe83ec2bde5f8a2741f1e53e1
        upcoming_team_game_context v1 28 units c91985e26a674739b60dcecd6c1b771690cb0f91c5fcb620cf4c0bbb55275246
        upcoming_player_game_context v1 27 units f74a760dc7ee527444618bdf37e5b25632cc49299c2c917bb609137dc5edb443
        team_defense_zone_analysis v1 14 units 27fd5e61c8151a1f885bdce5fa74417784fd785aa9eec6deb34bac6a19ece7ab
        player_shot_zone_analysis v1 14 units e7326383641a1d4891b7ef5abfdc9190e7bc6e14919b2214cbe58dc6ac266d44
        player_composite_factors v1 14 units f1602d7bb8b7b478ea89ebe1982ba4ffa26cc1c4f91daf245367feb41429b87d
        player_daily_cache v1 14 units dce23172a2967f6b0deed6321a51a8ef5e89ac1369c43f88e1af93d22838d511
        ml_feature_store v1 14 units 2bdfdf935015962267d33efcda2b03507f87fd3ff7a9b3612df92eae6edb1773
        """
}
