from conftest import Run


def test_three_commands_work_with_no_set_up(run: Run) -> None:
    for command in (("roles", "compare"), ("network", "plan"), ("followups", "due")):
        result = run(*command)
        assert result.code == 0
        assert result.out
