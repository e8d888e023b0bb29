// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package permission

import (
	"cmp"
	"maps"
	"slices"
)

// maxSteps bounds the search for the best cover. The best one found until then is valid.
const maxSteps = 10_000

// Cover returns the smallest set of assignable permissions that includes every wanted
// permission, sorted, and the wanted permissions that no assignable one includes. Among
// sets that grant equally many permissions it prefers the one with the fewest members,
// then the first in alphabetical order. If that takes too long to find, the set is valid but
// may not be the smallest.
func (d Dictionary) Cover(wanted []string) (cover, unavailable []string) {
	s := coverSearch{closures: map[string]map[string]bool{}, candidates: map[string][]string{}}
	for _, id := range slices.Compact(slices.Sorted(slices.Values(wanted))) {
		candidates := d.Including(id)
		if d.Assignable(id) {
			candidates = append(candidates, id)
		}
		if len(candidates) == 0 {
			unavailable = append(unavailable, id)
			continue
		}
		for _, candidate := range candidates {
			s.closures[candidate] = d.Closure(candidate)
		}
		slices.SortFunc(candidates, func(a, b string) int {
			return cmp.Or(len(s.closures[a])-len(s.closures[b]), cmp.Compare(a, b))
		})
		s.candidates[id] = candidates
	}
	s.wanted = slices.Sorted(maps.Keys(s.candidates))
	s.search(nil, map[string]bool{})
	return s.best, unavailable
}

// Granted returns how many permissions a role with the given ones yields.
func (d Dictionary) Granted(ids []string) int { return len(d.Closure(ids...)) }

type coverSearch struct {
	closures   map[string]map[string]bool
	candidates map[string][]string // of every wanted permission, the least granting first
	wanted     []string            // the keys of candidates, sorted

	best        []string
	bestGranted int
	steps       int
}

// search extends a partial cover by each candidate for the uncovered permission
// that has the fewest.
func (s *coverSearch) search(chosen []string, granted map[string]bool) {
	s.steps++
	if s.best != nil && (len(granted) > s.bestGranted || s.steps > maxSteps) {
		return
	}
	next := s.hardest(granted)
	if next == "" {
		s.consider(chosen)
		return
	}
	for _, candidate := range s.candidates[next] {
		extended := maps.Clone(granted)
		maps.Copy(extended, s.closures[candidate])
		s.search(append(slices.Clone(chosen), candidate), extended)
	}
}

func (s *coverSearch) hardest(granted map[string]bool) string {
	hardest := ""
	for _, id := range s.wanted {
		if !granted[id] && (hardest == "" || len(s.candidates[id]) < len(s.candidates[hardest])) {
			hardest = id
		}
	}
	return hardest
}

func (s *coverSearch) consider(chosen []string) {
	chosen = s.irredundant(slices.Sorted(slices.Values(chosen)))
	union := map[string]bool{}
	for _, id := range chosen {
		maps.Copy(union, s.closures[id])
	}
	granted := len(union)
	if s.best == nil || cmp.Or(granted-s.bestGranted, len(chosen)-len(s.best), slices.Compare(chosen, s.best)) < 0 {
		s.best, s.bestGranted = chosen, granted
	}
}

// irredundant drops members whose permissions others yield.
func (s *coverSearch) irredundant(chosen []string) []string {
	for _, id := range slices.Clone(chosen) {
		others := slices.DeleteFunc(slices.Clone(chosen), func(other string) bool { return other == id })
		needed := slices.ContainsFunc(s.wanted, func(wanted string) bool {
			return s.closures[id][wanted] && !slices.ContainsFunc(others, func(other string) bool { return s.closures[other][wanted] })
		})
		if !needed {
			chosen = others
		}
	}
	return chosen
}
