# What one does with studentdb's source. `make` alone says what there is.

STUDENTDB = .build/release/studentdb

# With the runtime inside the program a start takes 15 milliseconds less than with libraries to look
# up. A toolchain without its static libraries, or a system that lacks what they need, links to the
# shared ones. STRIP= keeps the symbols, for a profiler.
STRIP = -Xlinker -s -Xlinker --icf=safe -Xlinker -O2 -Xlinker --no-export-dynamic
RELEASE = STUDENTDB_COMMIT=$$(Scripts/commit) && export STUDENTDB_COMMIT; build() { swift build -c release --static-swift-stdlib $(STRIP) --product "$$1" \
	|| swift build -c release --product "$$1"; }; build

# Where `make install` puts the program. DESTDIR stands before it, for who makes a package.
PREFIX = /usr/local
INSTALL = Scripts/install --prefix "$(PREFIX)" --destdir "$(DESTDIR)"

.PHONY: help demo build release install uninstall dist installed package test screen page spreadsheets engines sweep hostile faults powercuts trail soak defences check bench costs study fuzz sanitize format clean needs checks

help: ## say what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "make %-12s  %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: release ## follow Edmond through the whole program, on a database of its own
	@STUDENTDB=$(STUDENTDB) Scripts/demo

build: needs ## build for development
	swift build --build-tests

release: needs ## build the program that one uses: .build/release/studentdb
	@$(RELEASE) studentdb

# Builds only where nothing is built: root, who installs, may have no Swift.
install: ## install program, manual pages, completions, guides and examples (PREFIX=/usr/local DESTDIR=)
	@[ -x $(STUDENTDB) ] || $(MAKE) release
	@$(INSTALL) $(STUDENTDB)

uninstall: ## remove what `make install` has installed, and nothing else (the same PREFIX)
	@$(INSTALL) --remove

dist: release ## make what one hands on: dist/*.tar.gz, *.deb and their checksums
	@Scripts/dist $(STUDENTDB)

installed: release ## install into a folder and remove it again; the manual; what bash, zsh and fish complete
	@Scripts/man-pages $(STUDENTDB) --check
	@STUDENTDB=$(STUDENTDB) Tests/Package/check-install
	@STUDENTDB=$(STUDENTDB) Tests/Package/check-completions

package: dist ## install the .deb in a Debian 12 without Swift, work with it there, and remove it
	@Tests/Package/check-package

test: needs ## run the tests
	@Scripts/run-tests

screen: release ## go through the review on a pseudo-terminal, every key of it, and through pagers
	@STUDENTDB=$(STUDENTDB) Tests/Terminal/review-session
	@STUDENTDB=$(STUDENTDB) Tests/Terminal/paging

page: release ## do the whole job on the page with a browser, and let axe look at every page
	@Scripts/install-page
	@STUDENTDB=$(STUDENTDB) $$([ -x .build/page/bin/python ] && echo .build/page/bin/python || echo python3) \
	  Tests/Page/check-page $(if $(PICTURES),--pictures $(PICTURES)) $(if $(GUIDE),--guide)
	@STUDENTDB=$(STUDENTDB) Tests/Page/check-server

spreadsheets: release ## open what is written for spreadsheets and other systems by other programs, and take it back
	@Scripts/install-spreadsheets
	@STUDENTDB=$(STUDENTDB) $$([ -x .build/spreadsheets/bin/python ] && echo .build/spreadsheets/bin/python || echo python3) \
	  Tests/Spreadsheets/check-spreadsheets
	@STUDENTDB=$(STUDENTDB) $$([ -x .build/spreadsheets/bin/python ] && echo .build/spreadsheets/bin/python || echo python3) \
	  Tests/Spreadsheets/check-peers

engines: release ## count and score on PostgreSQL, DuckDB, Spark and SQLite, and compare with an import (PARTS=shift)
	@Scripts/install-engines
	@STUDENTDB=$(STUDENTDB) .build/engines/bin/python Tests/Engines/check-engines $(if $(PARTS),--parts $(PARTS))

sweep: release ## spoil every column of a database, and run every command on it (FOR=75 or ALL=1)
	@STUDENTDB=$(STUDENTDB) Tests/Hostile/sweep $(if $(ALL),--all) $(if $(FOR),--seconds $(FOR))

hostile: release ## flip bits of a database, make hostile ones, and take naughty texts through every place (FOR=25 for a sample)
	@STUDENTDB=$(STUDENTDB) Tests/Hostile/databases $(if $(FOR),,--all)
	@STUDENTDB=$(STUDENTDB) Tests/Hostile/bitflips $(if $(FOR),--seconds $(FOR))
	@STUDENTDB=$(STUDENTDB) Tests/Hostile/naughty $(if $(FOR),,--all)
	@STUDENTDB=$(STUDENTDB) Tests/Hostile/cells $(if $(FOR),,--all)

faults: release ## let the disk fail at every call of every command that writes, and interrupt (FOR=110 for a sample)
	@STUDENTDB=$(STUDENTDB) Tests/Faults/faults $(if $(FOR),--seconds $(FOR),--all)
	@STUDENTDB=$(STUDENTDB) Tests/Faults/signals

powercuts: release ## record what the commands write, and cut the power at every call of it (REPEATS=2)
	@STUDENTDB=$(STUDENTDB) Tests/Faults/powercuts $(if $(REPEATS),--repeats $(REPEATS))

soak: release ## drive the commands at random against a model of a school (EXAMPLES=1000, SAME=1 for the same each time)
	@Scripts/install-soak
	@STUDENTDB=$(STUDENTDB) .build/soak/bin/python Tests/Soak/soak $(if $(EXAMPLES),--examples $(EXAMPLES)) $(if $(SAME),--same)

defences: needs ## take away one defence at a time, and demand a red test each time: an hour or two (ONLY=words)
	@Tests/Defences/check-defences $(if $(ONLY),--only "$(ONLY)")

check: checks test screen ## all that has to hold before a commit

trail: release ## edit a signed school as an insider could, and let two verifiers find it (SAMPLE=500 or ALL=1)
	@STUDENTDB=$(STUDENTDB) Tests/Trail/check-trail $(if $(ALL),--all) $(if $(SAMPLE),--sample $(SAMPLE))

bench: release costs ## time the program against other ways to do the same (ROWS=1000000 RUNS=5)
	@STUDENTDB=$(STUDENTDB) Benchmarks/run
	@STUDENTDB=$(STUDENTDB) Tests/Terminal/time-review
	@STUDENTDB=$(STUDENTDB) Tests/Page/time-page

costs: needs
	@$(RELEASE) TrailCost
	@$(RELEASE) EMCost

study: release ## draw schools of which the truth is known and print how often the program is right (SCHOOLS=20 ONLY=word)
	@STUDENTDB=$(STUDENTDB) Scripts/study $(if $(SCHOOLS),--schools $(SCHOOLS)) $(if $(ONLY),--only "$(ONLY)")
	@STUDENTDB=$(STUDENTDB) Scripts/study-ages $(if $(SCHOOLS),--masks $(SCHOOLS)) $(if $(ONLY),--only "$(ONLY)")
	@STUDENTDB=$(STUDENTDB) Scripts/study-names $(if $(SCHOOLS),--masks $(SCHOOLS)) $(if $(ONLY),--only "$(ONLY)")

fuzz: needs ## let random bytes at what reads lists, heights, workbooks and databases (RUNS=500000)
	@Scripts/fuzz all $(if $(RUNS),--runs $(RUNS),--seconds 60) $(if $(REPLAY),--replay $(REPLAY))

sanitize: needs ## run the tests with the address and the thread sanitizer (PART=1 for those with C or threads)
	@Scripts/sanitize $(if $(PART),--part)

format: ## lay out the Swift files as .swift-format says
	swift format --in-place --recursive --parallel Sources Tests Migrations Fuzz Benchmarks Package.swift

clean: ## remove what was built
	rm -rf .build Benchmarks/work

# What building needs beside Swift; does nothing when it is there.
needs:
	@Scripts/install-needs

# The part of `check` that takes seconds.
checks: needs
	@Scripts/check-format
	@Scripts/check-layers
	@Scripts/check-sql
	@Scripts/schema-digest
	@Scripts/check-frozen
	@Scripts/test-checks
	@Tests/Defences/check-defences --patches
	@Examples/make-school --check
	@Examples/make-peers --check
	@Scripts/growth-prior --self-test
