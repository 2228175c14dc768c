"""How a lab moves its run: in steps, to an epoch, by frames; and a race of three trainers."""

import math
from collections.abc import Callable
from typing import Protocol

from engine import Spec
from ui.lab.message import Message
from ui.lab.pace import Pace
from ui.lab.readings import LabReadings
from ui.lab.scales import SPEEDS
from ui.panels.speed_race.state import Race
from ui.panels.tasks.earned import Origins
from ui.panels.tasks.exercises import Exercises
from ui.panels.tries.state import Trying

SLOWEST = 1.0  # updates a second, at most, of which the phases can be followed
# The lines of a training step in PyTorch, in their order.
PHASES = ("optimizer.zero_grad()", "output = model(X)", "loss = criterion(output, y)",
          "loss.backward()", "optimizer.step()")


class Awaited(Protocol):
    """What a kernel will do: see `engine.Run` and `engine.fields.Fields`."""

    @property
    def waiting(self) -> bool: ...
    def prepare(self, deadline: float) -> bool: ...


Motion = Callable[[float], bool]  # told of the seconds that passed; whether anything changed


class LabMotion(LabReadings):
    """Of the run `run`. `playing` is at the set `speed`, `heading` an epoch that the run is on its
    way to, `epochs` where Play stops by itself, `motion` what else than training goes by itself."""

    playing: bool
    heading: int | None
    race: Race | None
    motion: Motion | None
    speed: int
    epochs: int | None
    message: Message
    selected: str
    exercises: Exercises
    trying: Trying
    origins: Origins
    first: Spec
    _beyond: int
    _why: str
    _pace: Pace

    def play(self) -> None:
        self.stop()
        self.playing = True
        self._pace.begin()
        self.message = Message("Training.")

    def stop(self) -> None:
        """Nothing goes by itself any more."""
        self.playing, self.heading, self.motion = False, None, None
        if self.race:
            self.race.stopped = not self.race.over

    def pause(self) -> None:
        self.stop()
        self.message = Message("Paused. Loss", self.run.loss)

    def step(self) -> None:
        """One epoch; at the slowest speed, which is slow motion, one update."""
        self.stop()
        if self.speed == 0:
            self.run.step()
            self.message = Message("One update on. Loss", self.run.loss)
        else:
            self.run.train(1)
            self.message = Message("One epoch on. Loss", self.run.loss)
        if self.run.ended:
            self.message = Message(self.why_ended)

    @property
    def why_ended(self) -> str:
        """Why the run can go no further."""
        if self.run.diverged:
            return f"Stopped: {self.diagnosis()}"
        return f"Stopped: epoch {self.run.epoch:,} is the last that a run can have."

    def back(self) -> None:
        """Undoes a step: one epoch, or the part of one; in slow motion one update."""
        self.stop()
        unit = 1 if self.speed == 0 else self.run.updates_per_epoch
        if self.run.update > 0:
            self.run.seek_update((self.run.update - 1) // unit * unit)
        self.message = Message("Back. Loss", self.run.loss)

    def seek(self, epoch: int) -> None:
        """Goes to an epoch of the history."""
        self.stop()
        self.run.seek(epoch)
        self.message = Message(f"Epoch {epoch}. Loss", self.run.loss)

    def set_speed(self, position: int) -> None:
        self.speed = position
        self._pace.begin()

    def train(self, elapsed: float, deadline: float) -> bool:
        """Train for `elapsed` seconds at the set speed, but not past `deadline` (of
        time.perf_counter); what the deadline cuts off is not made up for. Whether it moved."""
        if self.race and self.race.running:
            return self._race_on(self.race, deadline)
        self.look()  # before training, or what it takes would come after the deadline
        last, phase = self.last_update, self.phase
        if self.heading is not None:
            moved = self._head(self.heading, deadline)
            last = math.inf  # the way there does not end where Play does
        else:
            per_second = SPEEDS[self.speed] * self.run.updates_per_epoch
            left = last - self.run.update
            moved = self._pace.train(self.run, per_second, elapsed, deadline, left)
        if self.run.ended:
            self.stop()
            self.message = Message(self.why_ended)
        elif self.run.update == last:
            self.stop()
            done = f"{self.epochs:,} epochs done; Play goes on. Loss"
            self.message = Message(done, self.run.loss)
        if not self.moving:
            self.look()
        return moved or self.phase != phase

    @property
    def phase(self) -> int | None:
        """Which of the PHASES of an update is under way, where it is slow enough to be seen."""
        per_second = SPEEDS[self.speed] * self.run.updates_per_epoch
        if not self.playing or per_second > SLOWEST:
            return None
        return min(int(self._pace.owed * len(PHASES)), len(PHASES) - 1)

    @property
    def last_update(self) -> float:
        """The update at which Play stops: the end of the epochs asked for; none once it is past."""
        end = math.inf if self.epochs is None else self.epochs * self.run.updates_per_epoch
        return end if self.run.update < end else math.inf

    @property
    def awaited(self) -> list[Awaited]:
        """What numpy does until a kernel can: the run, and the fields that are drawn of it."""
        all_of_them: tuple[Awaited, ...] = (self.run, *self.fields.values())
        return [each for each in all_of_them if each.waiting]

    def prepare(self, deadline: float) -> bool:
        """Go on with what the awaited kernels need, up to a deadline (of time.perf_counter), each a
        step at least; whether one has taken over."""
        done = [each.prepare(deadline) for each in self.awaited]
        return any(done)

    def start_race(self) -> None:
        """Raises EngineError for a network that not all can train."""
        self.stop()
        self.race = Race(self.spec, self.run.data)
        self.message = Message("The race is on.")

    def _race_on(self, race: Race, deadline: float) -> bool:
        race.go(deadline)
        if race.over:
            self.message = Message("The race is over.")
            self.look()
        return True

    def go_to(self, epoch: int) -> None:
        """To an epoch of the history; on the way to it, if it is not in there yet."""
        if epoch <= self.run.history.last_epoch:
            self.seek(epoch)
        else:
            self._head_for(epoch)

    def replay(self, epoch: int, updates: int = 0, why: str = "", own: bool = False) -> None:
        """Go to where a link, a file or this tab before a reload says that the run was: these
        updates are not the learner's `own`, or are. `why` is said before the way and before the
        arrival."""
        if own:
            self.origins.take(self.run)
        elif epoch or updates or self.run.events or self.spec.given is not None:
            self.origins.bring(self.run)
        self._head_for(epoch, updates, why)

    def _head_for(self, epoch: int, updates: int = 0, why: str = "") -> None:
        """Go to an epoch that is not in the history yet, and so many updates of the next one; frame
        by frame, as fast as it goes."""
        self.stop()
        if epoch * self.run.updates_per_epoch + updates > self.run.update:
            self.heading, self._beyond, self._why = epoch, updates, why
            self.message = Message(f"{why}On the way to epoch {epoch:,}. Pause stops there.")

    @property
    def bound_for(self) -> int:
        """The update that the run is on its way to, or else that it is at."""
        if self.heading is None:
            return self.run.update
        return self.heading * self.run.updates_per_epoch + self._beyond

    def _head(self, epoch: int, deadline: float) -> bool:
        goal = self.bound_for
        left = goal - self.run.update
        moved = self._pace.train(self.run, math.inf, 1.0, deadline, left)
        if self.run.update >= goal:
            self.stop()
            self.message = Message(f"{self._why}Epoch {epoch:,}. Loss", self.run.loss)
        return moved

    @property
    def moving(self) -> bool:
        """Whether it trains, in frames."""
        racing = self.race is not None and self.race.running
        return self.playing or self.heading is not None or racing

    @property
    def behind(self) -> bool:
        """Whether it owes updates that no frame had the time for."""
        return self.moving and self._pace.owed >= 1.0

    @property
    def in_haste(self) -> bool:
        """Whether there is never time enough: at full speed, in a race, on the way to an epoch."""
        paced = self.playing and math.isfinite(SPEEDS[self.speed])
        return self.behind and not paced

    def look(self) -> None:
        """Note where the run is, and say so if an exercise is done by that."""
        done = self.exercises.look(self)
        if done:
            self.message = Message(f"Exercise done: {'; '.join(done)}.")
