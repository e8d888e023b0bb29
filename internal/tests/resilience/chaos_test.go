// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package resilience_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/simulator"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/tests/providertest"
)

const (
	// chaosSeeds and chaosSeed are the variables that say how many storms there are, or
	// which one.
	chaosSeeds = "RINGCENTRAL_CHAOS_SEEDS"
	chaosSeed  = "RINGCENTRAL_CHAOS_SEED"
	// defaultSeeds is the number of storms in a usual test run; make chaos has more.
	defaultSeeds = 10
	// operationsPerSeed and disturbancesPerSeed are what happens in a storm at least.
	operationsPerSeed, disturbancesPerSeed = 30, 15
)

// transientFaults are the faults that a storm chooses from. The others are about
// single responses, or take long.
var transientFaults = []string{
	"latency", "no response in time", "slow drip", "endless drip", "connection refused", "TLS failure", "reset before", "reset after",
	"reset within response", "chunks cut off", "gateway's page", "hotel's page", "malformed JSON", "half of the JSON", "empty object", "no body",
	"429", "429 without Retry-After", "500", "502", "503", "504", "500 after the effect", "504 after the effect", "408",
	"401", "session expired", "session expired", "session displaced", "permission withdrawn", "scope withdrawn",
}

// seeds returns which storms to run.
func seeds(t *testing.T) (chosen []uint64) {
	t.Helper()
	if text := os.Getenv(chaosSeed); text != "" {
		seed, err := strconv.ParseUint(text, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return []uint64{seed}
	}
	number := defaultSeeds
	if text := os.Getenv(chaosSeeds); text != "" {
		var err error
		if number, err = strconv.Atoi(text); err != nil {
			t.Fatal(err)
		}
	}
	for seed := range number {
		chosen = append(chosen, uint64(seed))
	}
	return chosen
}

// result is the outcome of a storm.
type result struct {
	operations, disturbances int
	verdict                  *verdict
	leaks                    []string
	// problems are other than lost, doubled, orphaned or leaked.
	problems []string
	journal  []string
}

func (r *result) isClean() bool {
	return r.verdict.String() == "" && len(r.leaks) == 0 && len(r.problems) == 0
}

// storming runs the storm of a seed in process. Without a dialect, some accounts activate
// users late.
func storming(t *testing.T, seed uint64, naive bool, dialect string) *result {
	t.Helper()
	var r *result
	synctest.Test(t, func(t *testing.T) {
		random := rand.New(rand.NewPCG(seed, 1))
		var options simulator.Options
		if random.IntN(4) == 0 && dialect == "" {
			dialect = "activates-later"
		}
		if dialect != "" {
			options.Dialect = simulator.MustDialect(dialect)
		}
		// Where addresses are unique, the platform itself refuses most doubles.
		options.Dialect.Account.SharedEmails = naive || random.IntN(2) == 0
		a := newAccount(t, options)
		a.naive = naive
		a.Parallelism = 1 + random.IntN(10)
		s := newStorm(a, &inProcess{a}, random, transientFaults)
		s.shares = options.Dialect.Account.SharedEmails
		if dialect == "lagging" {
			s.rest = time.Minute
		}
		s.rage(operationsPerSeed, disturbancesPerSeed)
		r = s.judge()
	})
	return r
}

// judge ends a storm, and looks what is left.
func (s *storm) judge() *result {
	r := &result{verdict: &verdict{}}
	if problem := s.recover(); problem != "" {
		r.problems = append(r.problems, problem)
	}
	r.operations, r.disturbances = s.operations, s.disturbances
	r.verdict = s.account.judge(s.configuration())
	r.leaks = s.terraform.leaks()
	r.problems = append(r.problems, s.penalties()...)
	for _, o := range s.outcomes {
		for _, d := range o.Errors() {
			if strings.HasPrefix(d.Summary, "Defect: ") {
				r.problems = append(r.problems, d.Summary+d.Detail)
			}
		}
	}
	s.terraform.pass(sessionLife)
	if open := s.OpenSessions(); len(open) > 0 {
		r.problems = append(r.problems, fmt.Sprintf("%d sessions are open", len(open)))
	}
	r.journal = s.journal
	return r
}

// TestChaos lets storms loose on accounts, and expects all to be well afterwards.
func TestChaos(t *testing.T) {
	t.Parallel()
	storms(t, seeds(t), "")
}

// laggingSeeds is the number of storms in accounts that show new objects late.
const laggingSeeds = 5

// TestChaosInLaggingAccounts is a shorter TestChaos in accounts that show new objects
// late.
func TestChaosInLaggingAccounts(t *testing.T) {
	t.Parallel()
	var some []uint64
	for seed := range uint64(laggingSeeds) {
		some = append(some, seed)
	}
	storms(t, some, "lagging")
}

func storms(t *testing.T, seeds []uint64, dialect string) {
	t.Helper()
	for _, seed := range seeds {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			t.Parallel()
			r := storming(t, seed, false, dialect)
			report(t, r)
			if r.operations < operationsPerSeed || r.disturbances < disturbancesPerSeed {
				t.Errorf("only %d operations and %d faults", r.operations, r.disturbances)
			}
			if !r.isClean() {
				t.Errorf("to see it again: make chaos SEED=%d\n%s%s\n%s\n\nWhat happened:\n%s", seed, r.verdict, strings.Join(r.leaks, "\n"), strings.Join(r.problems, "\n"), strings.Join(r.journal, "\n"))
			}
		})
	}
}

func report(t *testing.T, r *result) {
	t.Helper()
	providertest.ReportChaos(t, r.operations, r.disturbances, len(r.verdict.lost)+len(r.verdict.different), len(r.verdict.doubled), len(r.verdict.orphans), len(r.leaks))
}

// TestChaosFindsNaiveRetries makes sure that storms find what they are for: with a
// transport that repeats requests whose response was lost, objects are made twice.
func TestChaosFindsNaiveRetries(t *testing.T) {
	t.Parallel()
	const storms = 20
	for seed := range uint64(storms) {
		if r := storming(t, seed, true, ""); len(r.verdict.doubled)+len(r.verdict.orphans) > 0 {
			t.Logf("storm %d found: %s", seed, r.verdict)
			return
		}
	}
	t.Errorf("none of %d storms noticed that requests are repeated blindly", storms)
}
