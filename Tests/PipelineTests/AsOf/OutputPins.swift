/// Recorded by `OutputPinTests`: table, version of its code, number of units, SHA-256 over their lines of the manifest.
enum OutputPins {
    static let recorded = """
        team_offense_game_summary v2 28 units 39e1319a704ff66cd9b1a54b8e4f7c1f8be1ad9fd1f9116bbc1f0ef241d8f556
        team_defense_game_summary v2 28 units 974f00aa352f00faa2f9042bce6065c77ad1d93c44fe634be5bae862662eb562
        player_game_summary v2 28 units a41be2174eaff0a598169d2ddfbd022f1fbeddb9b5d0d8714b5c7fff94614931
        upcoming_team_game_context v2 28 units 125dcdc1529cb73fb797be22e4988ccd0afd15d8181197ca7de8524e38e3a22c
        upcoming_player_game_context v2 27 units d7a49dc3fca98113b59e43e8dd9fe606c3793111600806caa004a05035cc7e47
        team_defense_zone_analysis v2 14 units 27aae5477d84afcb0e05230aec8db58edc3215a8312409b938994b8b6e4bd2f7
        player_shot_zone_analysis v2 14 units 03c2f2c9257ab9d4485d81a5d10907570d01d0bb377aaf5f39e5fc1bae982a4a
        player_composite_factors v2 14 units 1f348a41c3510e5a13f9de788813eb3a9b16527ddef4c5ce961d5e451701c8ee
        player_daily_cache v2 14 units 9c8991793dcc189a09ef080e99ce8b8d3a03e6557e1d61a9412f7f7ba9eb61c7
        ml_feature_store v2 14 units 11a229f98ea32cd7fd46e5815364c92aadd59d39772f9aa79575ea8098574c74
        """
}
