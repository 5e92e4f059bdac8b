"""The costs of the list stay in their budgets, with room for a slow and busy machine."""

from madang.words import bench


def test_memory_of_both_lists_is_in_its_budget():
    assert bench.memory_mb() <= bench.MEMORY_MB


def test_median_line_takes_less_than_three_budgets():
    honest = bench.lines(bench.HONEST)
    assert {len(line) for line in honest} == {bench.LENGTH}
    assert min(bench.latency(honest, rounds=5).median_us for _ in range(3)) <= 3 * bench.LINE_US


def test_honest_lines_of_the_bench_pass_and_others_do_not():
    from madang.words.check import check_talk

    assert [line for line in bench.HONEST if check_talk(line).category] == []
    assert [line for line in bench.STOPPED if check_talk(line).category is None] == []
