// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package accountcheck

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"time"

	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/console"
	"github.com/ringcentral-community/terraform-provider-ringcentral/internal/ringcentral"
)

// Options configure a check.
type Options struct {
	Platform *ringcentral.Platform
	// App and Assertion are those of the administrator's app.
	App       ringcentral.App
	Assertion string
	// Write permits changes: a role and users, which the check deletes again.
	Write bool
	// Confirm asks a person a question about something that the check is about to do. Nil
	// agrees to everything.
	Confirm func(question string) bool
	// Guide shows instructions to a person and waits until they are followed; it returns
	// what the person entered. Nil skips the guided questions.
	Guide func(instruction string) (entered string, ok bool)
	// Progress receives a line for each question.
	Progress io.Writer
	Version  string
}

// cleanupTimeout bounds the deletion of what a check has created after it was stopped.
const cleanupTimeout = 2 * time.Minute

// sessionTTL is the life of the check's tokens, the shortest that RingCentral gives: a
// session whose response was lost ends soon.
const sessionTTL = 10 * time.Minute

// check is a running check.
type check struct {
	Options
	grant   *ringcentral.Grant
	session *ringcentral.Session
	client  *ringcentral.Client
	// refused is why there is no session.
	refused error
	// read holds what several questions look at, by path and query.
	read map[string]*ringcentral.Response
	// reaches is set if the permissions of the provider's user reach the whole account.
	reaches bool
	created created
}

// Run asks every question that can be asked. It deletes what it has created, also if ctx
// ends. The error reports what it could not delete, or that ctx ended. Without a report, it
// is that of the login: the platform cannot be reached, or refuses the app, so that no
// answer would be about the account.
func Run(ctx context.Context, o Options) (*Report, error) {
	c := &check{Options: o, read: map[string]*ringcentral.Response{}}
	questions := table()
	report := &Report{Version: o.Version, Server: o.Platform.ServerURL()}
	c.open(ctx)
	defer c.close(ctx)
	if c.refused != nil && ctx.Err() == nil && !ringcentral.IsAboutAssertion(c.refused) {
		return nil, c.refused
	}
	if o.Write && c.client != nil {
		if err := c.offerLeftovers(ctx); err != nil {
			return report, cmp.Or(ctx.Err(), err)
		}
	}
	for i, q := range questions {
		if ctx.Err() != nil {
			break
		}
		c.progress(i, questions)
		report.Answers = append(report.Answers, c.answer(ctx, q))
	}
	if o.Write && c.client != nil {
		cleanup, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTimeout)
		defer cancel()
		if left := c.deleteCreated(cleanup); len(left) > 0 {
			return report, fmt.Errorf("these objects of the check could not be deleted, and the next check with -write offers to: %v", left)
		}
	}
	return report, ctx.Err()
}

// progress writes a line with a counter, the question and the remaining time.
func (c *check) progress(at int, questions []question) {
	left := time.Duration(0)
	for _, q := range questions[at:] {
		if c.lacks(q) == "" {
			left += q.takes
		}
	}
	fmt.Fprintf(c.Progress, "[%d/%d] %s (about %s left)\n", at+1, len(questions), questions[at].text, max(left, time.Second).Round(time.Second))
}

// open obtains the session in which the questions are asked.
func (c *check) open(ctx context.Context) {
	request := ringcentral.GrantRequest{App: c.App, Assertion: c.Assertion, AccessTokenTTL: sessionTTL}
	c.session = c.Platform.NewSession(request, ringcentral.SessionOptions{})
	c.grant, c.refused = c.session.Grant(ctx)
	if c.refused == nil {
		c.client = c.Platform.NewClient(c.session, "~")
	}
}

func (c *check) close(ctx context.Context) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cleanupTimeout)
	defer cancel()
	_ = c.session.Close(ctx)
}

// answer asks a question.
func (c *check) answer(ctx context.Context, q question) Answer {
	a := q.answer()
	if a.Seen = c.lacks(q); a.Seen != "" {
		return a
	}
	s := q.ask(ctx, c)
	a.Evidence = s.evidence
	switch {
	case s.skipped != "":
		a.Seen = s.skipped
	case s.text == q.expected:
		a.Verdict, a.Seen = AsExpected, s.text
	default:
		a.Verdict, a.Seen, a.rules = Differs, s.text, s.differs
	}
	return a
}

// lacks says what a question needs and does not have; empty if it can be asked.
func (c *check) lacks(q question) string {
	lacking := func(n need) bool { return q.needs&n != 0 }
	switch {
	case lacking(needSession) && c.client == nil:
		return "there is no session: " + errorText(c.refused)
	case lacking(needReadAccounts) && !c.has("ReadAccounts"):
		return "the app lacks the scope ReadAccounts"
	case lacking(needWrite|needUser|needSecondUser|needRole) && !c.Write:
		return "it changes something: run the check with -write"
	case lacking(needRoleManagement) && !c.has("RoleManagement"):
		return "the app lacks the scope RoleManagement"
	case lacking(needReach) && !c.reaches:
		return "the provider's user could not delete what the check would create"
	case lacking(needUser) && c.created.first == "":
		return "the check could not create a user"
	case lacking(needSecondUser) && c.created.second == "":
		return "the check could not create a second user"
	case lacking(needRole) && c.created.role == "":
		return "the check could not create a role"
	case lacking(needGuide) && c.Guide == nil:
		return "it needs a person: run the check with -guided"
	}
	return ""
}

// has reports whether the token has a scope, directly or through another.
func (c *check) has(scope string) bool {
	return c.grant != nil && console.Includes(c.grant.Scopes, scope)
}
