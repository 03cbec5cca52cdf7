"""PostgreSQL, DuckDB, Spark and SQLite behind one face: fill a table, run a statement, write its answer as CSV.

Each answer is written the way a data engineer would: psql --csv, DuckDB's write_csv, Spark's writer, the shell
sqlite3. Whatever happens, nothing keeps running: the kernel stops the server of PostgreSQL when this process ends, and
Spark's JVM ends with its standard input.
"""

import contextlib
import csv
import glob
import os
import pathlib
import pwd
import secrets
import shutil
import signal
import socket
import sqlite3
import subprocess
import time

import duckdb
import psycopg

# What stands for NULL in the file that fills an engine: '' is another value there.
NULL = "\\N"
# The types of a table's columns, by dialect.
TYPES = {
    "postgres": {"text": "TEXT", "integer": "BIGINT", "double": "DOUBLE PRECISION"},
    "duckdb": {"text": "VARCHAR", "integer": "BIGINT", "double": "DOUBLE"},
    "spark": {"text": "STRING", "integer": "BIGINT", "double": "DOUBLE"},
    "sqlite": {"text": "TEXT", "integer": "INTEGER", "double": "REAL"},
}


def quoted(dialect, name):
    mark = "`" if dialect == "spark" else '"'
    return mark + name.replace(mark, mark + mark) + mark


def table_columns(dialect, columns):
    return ", ".join(f"{quoted(dialect, name)} {TYPES[dialect][kind]}" for name, kind in columns)


class DuckDB:
    dialect = "duckdb"

    def __init__(self, folder):
        self.database = duckdb.connect(config={"threads": 2})
        self.says = f"DuckDB {duckdb.__version__}"

    def fill(self, table, columns, path):
        """Fills a table from a CSV file with headings, in which NULL stands for NULL."""
        self.execute(f"CREATE TABLE {quoted('duckdb', table)} ({table_columns('duckdb', columns)})")
        self.execute(f"COPY {quoted('duckdb', table)} FROM '{path}' (HEADER, NULLSTR '{NULL}')")

    def execute(self, statement):
        self.database.execute(statement)

    def rows(self, statement):
        return self.database.execute(statement).fetchall()

    def write_csv(self, statement, path):
        self.database.sql(statement).write_csv(str(path))

    def read_csv(self, table, path):
        """Appends a CSV file to a table that is there."""
        self.execute(f"COPY {quoted('duckdb', table)} FROM '{path}' (HEADER)")

    def close(self):
        self.database.close()


class PostgreSQL:
    """A server of its own on 127.0.0.1, with a password, run by a user without rights where this one is root."""

    dialect = "postgres"

    def __init__(self, folder):
        self.folder = pathlib.Path(folder) / "postgres"
        self.folder.mkdir(mode=0o700)
        self.programs = self.find_programs()
        self.port = free_port()
        password = secrets.token_hex(16)
        self.environment = os.environ | {
            "PGHOST": "127.0.0.1", "PGPORT": str(self.port), "PGUSER": "studentdb", "PGDATABASE": "postgres",
            "PGPASSWORD": password, "PGCLIENTENCODING": "UTF8"}
        passwords = self.folder / "password"
        passwords.write_text(password)
        as_user = []
        if os.getuid() == 0:
            user = next(entry for name in ("postgres", "nobody") for entry in pwd.getpwall() if entry.pw_name == name)
            for path in (self.folder, passwords):
                os.chown(path, user.pw_uid, user.pw_gid)
            as_user = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"]
        data = self.folder / "data"
        subprocess.run(
            ["setpriv", *as_user, f"{self.programs}/initdb", "-D", data, "-U", "studentdb", "--encoding=UTF8",
             "--locale=C.UTF-8", "--auth=scram-sha-256", f"--pwfile={passwords}", "--no-sync"],
            check=True, capture_output=True, cwd=self.folder)
        self.log = open(self.folder / "log", "w")
        # The signal QUIT, which the kernel sends when this process ends, is an immediate shutdown.
        self.server = subprocess.Popen(
            ["setpriv", *as_user, "--pdeathsig", "QUIT", f"{self.programs}/postgres", "-D", data, "-p", str(self.port),
             "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off",
             "-c", "full_page_writes=off", "-c", "synchronous_commit=off", "-c", "max_wal_size=4GB",
             "-c", "shared_buffers=512MB", "-c", "work_mem=64MB"],
            stdin=subprocess.DEVNULL, stdout=self.log, stderr=self.log, cwd=self.folder)
        self.database = self.connect(password)
        self.says = "PostgreSQL " + self.rows("SHOW server_version")[0][0].split()[0]

    @staticmethod
    def find_programs():
        """The folder of the newest server: Debian keeps it off the PATH."""
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: float(path.split("/")[4]))
        return pathlib.Path(found[-1] if found else shutil.which("initdb")).parent

    def connect(self, password):
        for _ in range(300):
            with contextlib.suppress(psycopg.OperationalError):
                return psycopg.connect(host="127.0.0.1", port=self.port, user="studentdb", dbname="postgres",
                                       password=password, autocommit=True)
            if self.server.poll() is not None:
                break
            time.sleep(0.1)
        self.close()
        raise SystemExit("PostgreSQL does not start:\n" + (self.folder / "log").read_text())

    def fill(self, table, columns, path):
        self.execute(f"CREATE UNLOGGED TABLE {quoted('postgres', table)} ({table_columns('postgres', columns)})")
        self.copy(f"COPY {quoted('postgres', table)} FROM STDIN (FORMAT csv, HEADER, NULL '{NULL}')", path)
        self.execute(f"ANALYZE {quoted('postgres', table)}")

    def copy(self, statement, path):
        with self.database.cursor().copy(statement) as receiver, open(path, "rb") as file:
            while block := file.read(1 << 20):
                receiver.write(block)

    def execute(self, statement):
        self.database.execute(statement)

    def rows(self, statement):
        return self.database.execute(statement).fetchall()

    def write_csv(self, statement, path):
        subprocess.run([f"{self.programs}/psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--csv", "-o", path],
                       check=True, text=True, input=statement, env=self.environment)

    def read_csv(self, table, path):
        self.copy(f"COPY {quoted('postgres', table)} FROM STDIN (FORMAT csv, HEADER)", path)

    def close(self):
        if getattr(self, "database", None):
            self.database.close()
        if self.server.poll() is None:
            self.server.send_signal(signal.SIGQUIT)
            self.server.wait(30)
        self.log.close()


class Spark:
    """One session for all: it needs half a minute to start."""

    dialect = "spark"

    def __init__(self, folder):
        # Not at the top: who needs PostgreSQL alone does not wait for it.
        from pyspark.sql import SparkSession

        self.folder = pathlib.Path(folder)
        os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
        settings = {
            "spark.driver.memory": "2g", "spark.ui.enabled": "false", "spark.ui.showConsoleProgress": "false",
            "spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1",
            "spark.sql.shuffle.partitions": "4", "spark.local.dir": f"{folder}/spark",
            "spark.sql.warehouse.dir": f"{folder}/warehouse",
            "spark.driver.extraJavaOptions": f"-Djava.io.tmpdir={folder} -XX:-UsePerfData"}
        builder = SparkSession.builder.master("local[2]").appName("studentdb")
        for key, value in settings.items():
            builder = builder.config(key, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        self.says = f"Spark {self.session.version}"

    def fill(self, table, columns, path):
        """Takes the rows from a Parquet file that DuckDB makes: Spark's reader of CSV does not tell '' from NULL."""
        parquet = self.folder / f"{len(list(self.folder.glob('*.parquet')))}.parquet"
        maker = DuckDB(self.folder)
        maker.fill("t", columns, path)
        maker.execute(f"COPY t TO '{parquet}' (FORMAT parquet)")
        maker.close()
        self.session.read.parquet(str(parquet)).createOrReplaceTempView(quoted("spark", table))

    def execute(self, statement):
        self.session.sql(statement)

    def rows(self, statement):
        return [tuple(row) for row in self.session.sql(statement).collect()]

    def write_csv(self, statement, path):
        folder = pathlib.Path(f"{path}.folder")
        self.session.sql(statement).coalesce(1).write.csv(
            str(folder), header=True, quote='"', escape='"', emptyValue="",
            ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False)
        next(folder.glob("part-*")).rename(path)
        shutil.rmtree(folder)

    def read_csv(self, table, path):
        """The table that is there gives the types."""
        types = self.session.table(quoted("spark", table)).schema
        frame = self.session.read.csv(str(path), header=True, schema=types, quote='"', escape='"',
                                      ignoreLeadingWhiteSpace=False, ignoreTrailingWhiteSpace=False, mode="FAILFAST")
        frame.write.insertInto(quoted("spark", table))

    def close(self):
        gateway = self.session.sparkContext._gateway
        self.session.stop()
        gateway.shutdown()
        gateway.proc.stdin.close()
        gateway.proc.wait(60)


class SQLite:
    dialect = "sqlite"

    def __init__(self, folder):
        self.path = f"{folder}/warehouse.sqlite"
        self.database = sqlite3.connect(self.path, isolation_level=None)
        self.says = f"SQLite {sqlite3.sqlite_version}"

    def fill(self, table, columns, path):
        self.execute(f"CREATE TABLE {quoted('sqlite', table)} ({table_columns('sqlite', columns)})")
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            read = [float if kind == "double" else str for _, kind in columns]
            self.insert(table, ([None if cell == NULL else of(cell) for of, cell in zip(read, row)] for row in rows),
                        len(columns))

    def insert(self, table, rows, width):
        self.execute("BEGIN")
        self.database.executemany(
            f"INSERT INTO {quoted('sqlite', table)} VALUES ({', '.join('?' * width)})", rows)
        self.execute("COMMIT")

    def execute(self, statement):
        self.database.execute(statement)

    def rows(self, statement):
        return self.database.execute(statement).fetchall()

    def write_csv(self, statement, path):
        with open(path, "wb") as file:
            subprocess.run(["sqlite3", "-batch", "-csv", "-header", self.path], check=True, stdout=file,
                           input=statement.encode())

    def read_csv(self, table, path):
        """Python reads the numbers: SQLite before 3.43 misses the last bit of one in 100,000 with 17 digits."""
        types = [row[2] for row in self.rows(f"PRAGMA table_info({quoted('sqlite', table)})")]
        with open(path, newline="", encoding="utf-8") as file:
            rows = csv.reader(file)
            next(rows)
            self.insert(table, ([float(cell) if kind == "REAL" else cell for kind, cell in zip(types, row)]
                                for row in rows), len(types))

    def close(self):
        self.database.close()


ENGINES = {engine.dialect: engine for engine in (DuckDB, PostgreSQL, SQLite, Spark)}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextlib.contextmanager
def started(folder, dialects=ENGINES):
    """The engines, by dialect; each is closed at the end, whatever happens."""
    with contextlib.ExitStack() as stack:
        engines = {}
        for dialect in dialects:
            engines[dialect] = ENGINES[dialect](folder)
            stack.callback(engines[dialect].close)
        yield engines
