"""One open file of a house: reading at any time, writing one transaction at a time, and what is true when COMMIT fails."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from ..domain.errors import DrillOnly, StoreError, Unsettled
from .connection import CACHE_KIB, LONG_CACHE_KIB, PATIENCE_S, Wait, be_patient, keep_pages, open_store
from .copying import PAGES, Copying
from .faults import BUSY, FULL, READONLY, meant, primary
from .files import os_meant
from .looking import Looking
from .sqlcipher import Error
from .wanted import Wanted

Landed = Callable[[Looking], bool]
"""Whether the file holds what the transaction wrote, asked on a connection that sees the last committed state."""

NORMAL = 1
"""Of `PRAGMA synchronous`: in WAL mode only a checkpoint waits for the disk."""

DRILL = 0x6472696C
"""The file's application_id ('dril') when it was restored for a drill."""


class Store:
    """An open house file. `db` stays the same connection until `close`, which only looks except inside `writing`."""

    def __init__(
        self,
        path: Path,
        key: bytes | None,
        *,
        create: bool = False,
        wait: Wait = time.sleep,
        patience: float = PATIENCE_S,
    ) -> None:
        """Opens (or with `create` makes) it: arguments and errors as `open_store`."""
        self.path = path.absolute()
        self.key = key
        self._wait, self._patience = wait, patience
        self.db = open_store(self.path, key, create=create, wait=wait, patience=patience)
        with self.translated():
            self.drill = self.db.execute("PRAGMA application_id").fetchone()[0] == DRILL
        """Restored to be looked at only: whatever wants to write raises DrillOnly, for ever."""
        self._generation = 0
        self._writing = False
        self._version_here: int | None = None
        self.states = 0
        """Counted up by whoever changes rows of a state here: most acts put facts only."""

    @property
    def encrypted(self) -> bool:
        return self.key is not None

    @contextmanager
    def writing(self, landed: Landed | None = None) -> Iterator[Looking]:
        """One transaction, begun with the write lock (BEGIN IMMEDIATE), on disk when this returns. Never nested.

        How it ends:
        - It returns: the transaction is in the file and synced.
        - The body raises: rolled back, the body's own exception goes on (a database error as its StoreError).
        - BEGIN or COMMIT fails with Busy, DiskFull, DiskReadOnly, DiskFails or Damaged: nothing happened, and it cannot
          come back later either.
        - Unsettled: COMMIT failed and so did every attempt to find out. It may be in the file the next time that is
          opened, or not. The next `writing` that succeeds settles it, for what it saw is then what is true.
        - KeyboardInterrupt may fall just after COMMIT: as with a crash there, look before doing it again.

        Why COMMIT is special: a COMMIT writes its pages and a mark that they are complete to the WAL, syncs the WAL,
        and then shows them to everybody. When the sync fails, SQLite reports an error and shows nothing, but complete
        pages may lie in the WAL, and the next process that reads the WAL from the beginning (after a power cut, or a
        last connection that could not tidy up) takes them for committed. So after an error the lock is taken once more:

        - `landed(db)` answers True: they were committed after all. A checkpoint copies and syncs them into the database
          file, and only then is it a success.
        - False: a transaction that changes nothing is written over the leftover pages and synced; only then is the error
          raised.
        - Without `landed` nobody can be asked: it counts as False while nothing at all was committed since the body
          saw the file, and else it is Unsettled. So an act that a person is told of always brings `landed`.
        - FULL, READONLY and BUSY come before the mark is written: nothing can be left over, so nothing is overwritten
          (it could not be, on a full disk). Why so and not otherwise: docs/adr/0003-failed-commit.md.
        """
        if self.drill:
            raise DrillOnly()
        if self._writing:
            raise RuntimeError("a transaction is already open in this Store")
        self._writing = True
        try:
            with self.translated():
                self.db.may_write = True
                self.db.execute("BEGIN IMMEDIATE")
                self._version_here = self._seen()
            try:
                with self.translated():
                    yield self.db
            except BaseException:
                self._undo()
                raise
            self._commit(landed)
        finally:
            self._writing = self.db.may_write = False
            self._version_here = None

    @contextmanager
    def part(self) -> Iterator[None]:
        """Inside `writing`: when the body raises, what it did is undone and the rest of the transaction stands."""
        self.db.execute("SAVEPOINT part")
        try:
            yield
        except BaseException:
            self._generation += 1
            if self.db.in_transaction:  # some errors of the disk have rolled back everything
                self.db.execute("ROLLBACK TO part")
                self.db.execute("RELEASE part")
            raise
        self.db.execute("RELEASE part")

    @contextmanager
    def long_writing(self) -> Iterator[tuple[Wanted, Copying]]:
        """Around many transactions that follow each other. Who waits for the lock meanwhile is heard, more pages are kept at
        hand, so that one is enciphered once for many of its rows; and what is given is called behind each, as
        `checkpoints_of_its_own` says."""
        wanted = Wanted(self.path)
        try:
            keep_pages(self.db, LONG_CACHE_KIB)
            with self.checkpoints_of_its_own() as copying:
                yield wanted, copying
        finally:
            wanted.close()
            with suppress(Error):
                keep_pages(self.db, CACHE_KIB)

    def make_drill(self) -> None:
        """From now on, and whenever it is opened again, this file can only be read. There is no way back."""
        with self.writing() as db:
            db.execute(f"PRAGMA application_id={DRILL}")
        self.drill = True

    @contextmanager
    def reading_only(self) -> Iterator[Looking]:
        """Inside `writing`: strangers' code may look, not write."""
        if not self._writing:
            raise RuntimeError("reading_only stands inside writing")
        self.db.may_write = False
        try:
            yield self.db
        finally:
            self.db.may_write = True

    @contextmanager
    def one_moment(self) -> Iterator[Looking]:
        """All that is read inside is of one moment, whatever others write meanwhile; it takes no lock from them. Inside `writing`
        or another one it changes nothing.

        Cheaper than each question by itself, which takes a place in the WAL and gives it back (some 12 % of a scan)."""
        if self.db.in_transaction:
            yield self.db
            return
        try:
            with self.translated():
                self.db.execute("BEGIN")
                self._version_here = self._seen()
                yield self.db
        finally:
            self._version_here = None
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    def data_version(self) -> int:
        """A number that changes when another connection committed, or when a transaction of this one came to nothing.

        Only equality means anything: what was read while the number was this is still so (polling; a head in memory).
        Inside a transaction it cannot change any more, so then the file is not asked."""
        with self.translated():
            return self._generation << 32 | (self._seen() if self._version_here is None else self._version_here)

    def unchanged(self) -> tuple[int, int]:
        """Equal to what it was for as long as nobody else wrote and no state was changed here: what was read of states may
        be kept."""
        return self.data_version(), self.states

    def vacuum(self) -> bool:
        """Write the file anew and empty the WAL, so that what was deleted is in no byte of either.

        Answers whether the bytes are gone: False when another process has the house open in a way that keeps the old
        ones (`secure_delete` alone left 9-16 of 3,000 names in gaps of index pages, docs/sources.md). Waits for nobody, so
        that closing never hangs. Takes about 9 s and twice the disk at a million events. Raises DiskFull and others."""
        if self.drill:
            raise DrillOnly()
        if self._writing:
            raise RuntimeError("vacuum stands outside writing")
        be_patient(self.db, self.path, self._wait, 0)
        try:
            with self.translated():
                self.db.may_write = True
                try:
                    self.db.execute("VACUUM")
                except Error as error:
                    if primary(error) == BUSY:
                        return False
                    raise
                return self._checkpoint()
        finally:
            be_patient(self.db, self.path, self._wait, self._patience)
            self.db.may_write = False

    def close(self) -> None:
        """Close the file. SQLite itself empties the WAL into it when nobody else is there, and waits for nobody.

        Never raises: all that was promised is on disk already."""
        with suppress(Error):
            be_patient(self.db, self.path, self._wait, 0)
        with suppress(Error):
            self.db.close()

    def checkpoint(self) -> bool:
        """Copy the whole WAL into the database file, synced, and cut it to nothing. False when somebody prevents it.

        Changes nothing that can be read. Raises DiskFull, DiskReadOnly, DiskFails, Damaged."""
        with self.translated():
            return self._checkpoint()

    def sync(self) -> None:
        """What anybody committed before is on disk when this returns, `unsynced` or not. For what leaves the house, so that no
        power cut takes back here what is known elsewhere. Takes no lock. Raises DiskFull, DiskReadOnly, DiskFails."""
        try:
            with suppress(FileNotFoundError), Path(f"{self.path}-wal").open("r+b") as wal:
                os.fsync(wal.fileno())
        except OSError as error:
            raise os_meant(error) from error

    @contextmanager
    def checkpoints_of_its_own(self, pages: int = PAGES) -> Iterator[Copying]:
        """For who writes much beside a counter, and calls what it gives behind each transaction: that one is on disk then, and the
        WAL is copied into the file without the lock, so that no act of the counter meets one so long that it must copy it
        itself (1,000 pages), nor does a COMMIT of this connection. `pages`: after how many of the WAL."""

        def copy() -> int:
            with self.translated():
                _, pages, _ = self.db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
                return int(pages)

        (usual,) = self.db.execute("PRAGMA wal_autocheckpoint").fetchone()
        self.db.execute("PRAGMA wal_autocheckpoint=0")
        try:
            yield Copying(self.sync, copy, pages)
        finally:
            self.db.execute(f"PRAGMA wal_autocheckpoint={usual}")

    @contextmanager
    def unsynced(self) -> Iterator[None]:
        """For what is worked out or done again when a power cut takes it: no COMMIT inside waits for the disk while it holds the
        lock. What is committed behind it, here or by another process, is synced with all that lies before it in the WAL."""
        (usual,) = self.db.execute("PRAGMA synchronous").fetchone()
        self.db.execute(f"PRAGMA synchronous={min(usual, NORMAL)}")
        try:
            yield
        finally:
            with suppress(Error):
                self.db.execute(f"PRAGMA synchronous={usual}")

    def _checkpoint(self) -> bool:
        busy, _, _ = self.db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy

    @contextmanager
    def translated(self) -> Iterator[None]:
        """What SQLite says inside, as a StoreError of the house; a mistake of the program (SQL, constraint) as it is."""
        try:
            yield
        except Error as error:
            reason = meant(error, self.path)
            if reason is None:
                raise
            raise reason from error

    def _undo(self) -> None:
        self._generation += 1
        with suppress(Error):  # after some errors SQLite has rolled back by itself
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")

    def _commit(self, landed: Landed | None) -> None:
        seen = self._seen() if landed is None else 0
        try:
            self.db.execute("COMMIT")
        except Error as error:
            self._undo()
            reason = meant(error, self.path) or StoreError()
            if primary(error) in (FULL, READONLY, BUSY):
                raise reason from error
            if not self._settle(landed, seen):
                raise reason from error

    def _seen(self) -> int:
        seen: int = self.db.execute("PRAGMA data_version").fetchone()[0]
        return seen

    def _settle(self, landed: Landed | None, seen: int) -> bool:
        """After a COMMIT that failed: True when it is in the file for good, False when it is not and cannot come back.

        On this connection: a fresh one would read the same index, and closing this one first would let the WAL be read
        from the beginning, leftover pages and all. Tried twice, for a fault that passes. Raises Unsettled."""
        for _ in range(2):
            with suppress(Error):
                return self._settle_once(landed, seen)
        raise Unsettled()

    def _settle_once(self, landed: Landed | None, seen: int) -> bool:
        db = self.db
        db.execute("BEGIN IMMEDIATE")
        try:
            if landed is None and self._seen() != seen:
                raise Unsettled()
            there = landed is not None and landed(db)
            if not there:
                version = db.execute("PRAGMA user_version").fetchone()[0]
                db.execute(f"PRAGMA user_version={version}")  # the same, but its page is written
                db.execute("COMMIT")
        finally:
            if db.in_transaction:
                db.execute("ROLLBACK")
        if there and not self._checkpoint():
            raise Unsettled()
        return there
