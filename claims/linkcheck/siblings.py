"""The host's own answer for a page that cannot exist, asked once per host and folder."""

from collections.abc import Callable
from dataclasses import dataclass, field
from os import urandom

from claims.linkcheck.rules import Wanted
from claims.linkcheck.urls import find_folder_of
from claims.linkcheck.visit import Known, Visit

Ended = tuple[Wanted, Visit]


@dataclass(slots=True)
class Place:
    """What one folder of one host answers; `held` are the visits that wait to know it."""

    text: str = ""
    status: int = 0
    held: list[Ended] = field(default_factory=list)


class Siblings:
    """The probes of one round.

    `wants` says whether a visit could be judged better with the sibling's answer, and
    `read_text` gives the main text of the probe's visit. Without them nothing is probed.
    """

    def __init__(
        self,
        *,
        wants: Callable[[Visit, Known], bool] | None = None,
        read_text: Callable[[Visit], str] | None = None,
    ) -> None:
        self._wants = wants
        self._read_text = read_text
        self._places: dict[str, Place] = {}

    def ask(self, wanted: Wanted, visit: Visit) -> tuple[bool, Wanted | None]:
        """Give whether the visit is held back until a probe ends, and the probe to send.

        When the answer is known already it is put into `wanted.known` at once.
        """
        known = wanted.known
        if not self._wants or known.sibling_status or not self._wants(visit, known):
            return False, None
        folder = find_folder_of(visit.final_url)
        place = self._places.get(folder)
        if place is None:
            self._places[folder] = Place(held=[(wanted, visit)])
            return True, Wanted(folder + urandom(9).hex(), key=self, once=True)
        if place.status:
            known.sibling_text, known.sibling_status = place.text, max(0, place.status)
            return False, None
        place.held.append((wanted, visit))
        return True, None

    def learn(self, probe: Wanted, visit: Visit) -> list[Ended]:
        """Keep what the probe saw and give the visits that waited for it.

        A probe that failed counts as status -1: not asked again in this round.
        """
        place = self._places[find_folder_of(probe.url)]
        place.status = visit.status or -1
        if visit.status and self._read_text:
            place.text = self._read_text(visit)[:200_000]
        held, place.held = place.held, []
        for wanted, _ in held:
            wanted.known.sibling_text = place.text
            wanted.known.sibling_status = max(0, place.status)
        return held
