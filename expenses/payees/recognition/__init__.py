"""How somebody wants their time recognised, activity by activity, chosen before it. Theirs alone to see."""
