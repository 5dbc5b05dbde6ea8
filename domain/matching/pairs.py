"""Groups of two only: a matching of most weight on the graph of who may be paired (Edmonds' blossoms, by rustworkx).

Sets of people that pairs can cover form a matroid. So any weights that fall with the rank choose the people whom the
best order would choose, and as many as can be: no weights need to outgrow one another.
"""

import rustworkx

from domain.matching.crowd import Crowd, Team, bits
from domain.matching.pool import size_mask

PAIRS = size_mask((2,))
LIMIT = 300
"""How many people at most, which takes 0.3 s: all pairs that could be are looked at."""

_CHANCES = 1 << 4


def only_pairs(crowd: Crowd) -> bool:
    """Whether everybody wants a group of two and nothing else."""
    return all(sizes == PAIRS for sizes in crowd.sizes)


def best_pairs(crowd: Crowd) -> list[Team]:
    """The best pairs: most people, who goes first, fewest and oldest repeats, the seed's choice."""
    worth = [crowd.rank[-1] - rank + 1 for rank in crowd.rank]
    unit = len(crowd) * (2 << 11) * _CHANCES
    graph: rustworkx.PyGraph[int, int] = rustworkx.PyGraph(multigraph=False)
    graph.add_nodes_from(list(range(len(crowd))))
    graph.add_edges_from(
        [
            (i, j, (worth[i] + worth[j]) * unit + _small(crowd, i, j))
            for j, friends in enumerate(crowd.friends)
            for i in bits(friends & ((1 << j) - 1))
        ]
    )
    found = rustworkx.max_weight_matching(graph, weight_fn=int, verify_optimum=False)
    return sorted((min(each), max(each)) for each in found)


def _small(crowd: Crowd, i: int, j: int) -> int:
    """The later wishes of a pair, in less than half a unit for all pairs together."""
    chance = (crowd.salt[i] * 3 + crowd.salt[j] * 7) >> 13 & (_CHANCES - 1)
    return ((1 << 11) - 1 - crowd.cost((i, j))) * _CHANCES + chance
