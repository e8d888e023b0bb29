// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

// Package accountcheck asks a real account how it behaves where RingCentral's documents
// are silent or accounts differ, and reports it without identifying anybody. The report
// is text for people, and a dialect with which the simulated platform behaves the same.
package accountcheck

import (
	"context"
	"time"
)

// need is what a question needs before it can be asked.
type need int

const (
	// needSession: the app and the JWT yield a token.
	needSession need = 1 << iota
	// needReadAccounts: the token has the scope ReadAccounts.
	needReadAccounts
	// needWrite: the person has agreed to changes.
	needWrite
	// needRoleManagement: the token has the scope RoleManagement.
	needRoleManagement
	// needReach: the provider's user can delete what the check creates.
	needReach
	// needUser and needRole: the check could create its first user or its role.
	needUser
	needRole
	// needSecondUser: the check could create its second user.
	needSecondUser
	// needGuide: a person follows instructions.
	needGuide
)

// question is a row of the table of questions. Rows are asked in their order.
type question struct {
	// id is stable: reports and issues name it.
	id   string
	text string
	// expected is the answer that the provider's tests assume, and source says where
	// that is known from: a mark of Evidence and a name.
	expected string
	source   string
	// copes says what depends on the answer, and how the provider copes with another one.
	copes string
	needs need
	// takes is how long the question takes if nothing is amiss.
	takes time.Duration
	ask   func(ctx context.Context, c *check) seen
}

// Verdict is the outcome of a question.
type Verdict string

// The verdicts.
const (
	AsExpected Verdict = "as expected"
	Differs    Verdict = "differs"
	NotAsked   Verdict = "not asked"
)

// seen is what a question found.
type seen struct {
	// text is the answer in the words of expected.
	text string
	// differs makes the simulated platform behave as it was seen; empty if the answer
	// needs no rule.
	differs fragment
	// skipped says why the question could not be asked.
	skipped string
	// evidence holds error code, parameter and RCRequestId of a response.
	evidence string
}

// Answer is what the report says about a question.
type Answer struct {
	ID       string
	Question string
	Verdict  Verdict
	// Seen is what was seen, or why the question was not asked.
	Seen     string
	Expected string
	Source   string
	Copes    string
	Evidence string

	rules fragment
}

// answer is the answer to a question that was not asked.
func (q question) answer() Answer {
	return Answer{ID: q.id, Question: q.text, Expected: q.expected, Source: q.source, Copes: q.copes, Verdict: NotAsked}
}

// Questions returns every question, not asked.
func Questions() []Answer {
	var all []Answer
	for _, q := range table() {
		all = append(all, q.answer())
	}
	return all
}

// table holds all questions in the order in which they are asked.
func table() []question {
	var all []question
	for _, group := range [][]question{tokenQuestions, readQuestions, writeQuestions, cleanupQuestions, guidedQuestions} {
		all = append(all, group...)
	}
	return all
}
