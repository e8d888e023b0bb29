// Copyright (c) The terraform-provider-ringcentral contributors
// SPDX-License-Identifier: MPL-2.0

package examples_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"testing"
	"unicode/utf8"
)

// longestText is what GitHub takes as the text of an issue or a comment.
const longestText = 65536

// Who writes issues and comments.
const (
	pipelineUser = "github-actions[bot]"
	anotherUser  = "someone"
)

// issue is an issue, or a pull or merge request.
type issue struct {
	number      int
	author      string
	title, text string
	labels      []string
	open        bool
	isChange    bool
	comments    []*comment
}

type comment struct {
	id     int
	author string
	text   string
}

// tracker holds the issues of a repository, and serves them by the API of a platform.
type tracker struct {
	mu     sync.Mutex
	issues []*issue
	nextID int
	// writes counts the requests that changed something.
	writes int
	// record keeps what was written.
	record func(name, content string)
}

// changeNumber is the pull or merge request of all tests.
const changeNumber = 17

// foreignIssues is the number of issues that are there before the pipeline's own.
const foreignIssues = 120

// forgeries are texts with the markers of the pipeline: somebody else's, and some of the
// pipeline's own user that do not begin with them.
func forgeries() (comments []*comment, issues []*issue) {
	for _, environment := range []string{"staging", "production"} {
		plan := "<!-- terraform plan of " + environment + " -->\nForged"
		drift := "<!-- terraform drift of " + environment + " -->\nForged"
		comments = append(comments, &comment{author: anotherUser, text: plan}, &comment{author: pipelineUser, text: "Quoted: " + plan})
		issues = append(issues, &issue{author: anotherUser, text: drift}, &issue{author: pipelineUser, text: "Quoted: " + drift})
	}
	return comments, issues
}

// newTracker returns a tracker with a change, with more issues of other origin under
// the same label than fit on a page, and with forgeries before what the pipeline writes.
func newTracker(t *testing.T, record func(name, content string)) *tracker {
	tracked := &tracker{record: record}
	comments, issues := forgeries()
	for range foreignIssues - len(issues) {
		issues = append(issues, &issue{author: anotherUser, text: "Of other origin"})
	}
	for n, i := range issues {
		i.number, i.title, i.labels, i.open = n+1, "Another", []string{"drift"}, true
	}
	change := issues[changeNumber-1]
	change.isChange, change.text = true, "The change"
	for n, c := range comments {
		c.id = n + 1
	}
	change.comments = comments
	tracked.issues = issues
	t.Cleanup(func() {
		comments, issues := forgeries()
		for n, c := range comments {
			if got := change.comments[n]; got.text != c.text {
				t.Errorf("the pipeline has overwritten the comment %q of %s", c.text, c.author)
			}
		}
		for n, i := range issues {
			if got := tracked.issues[n]; got.text != i.text && !got.isChange || !got.open || len(got.comments) != 0 && !got.isChange {
				t.Errorf("the pipeline has changed the issue %q of %s", i.text, i.author)
			}
		}
	})
	return tracked
}

// reports returns the issues that the pipeline has opened.
func (t *tracker) reports() []issue {
	t.mu.Lock()
	defer t.mu.Unlock()
	var reports []issue
	for _, i := range t.issues[foreignIssues:] {
		reports = append(reports, *i)
	}
	return reports
}

// changeComments returns the comments that the pipeline has added to the pull or merge
// request.
func (t *tracker) changeComments() []string {
	t.mu.Lock()
	defer t.mu.Unlock()
	var texts []string
	forged, _ := forgeries()
	for _, c := range t.issues[changeNumber-1].comments[len(forged):] {
		texts = append(texts, c.text)
	}
	return texts
}

func (t *tracker) writeCount() int {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.writes
}

// find returns an issue, or with ofChanges a change. The caller holds the lock.
func (t *tracker) find(number string, isChange bool) (*issue, error) {
	for _, i := range t.issues {
		if strconv.Itoa(i.number) == number && i.isChange == isChange {
			return i, nil
		}
	}
	return nil, refusal{http.StatusNotFound, "Not Found"}
}

func (t *tracker) open(title, text string, labels []string) (*issue, error) {
	if title == "" {
		return nil, refusal{http.StatusUnprocessableEntity, "title is missing"}
	}
	i := &issue{number: len(t.issues) + 1, author: pipelineUser, title: title, text: text, labels: labels, open: true}
	t.issues = append(t.issues, i)
	return i, nil
}

func (t *tracker) comment(i *issue, text string) (*comment, error) {
	if text == "" {
		return nil, refusal{http.StatusUnprocessableEntity, "body is missing"}
	}
	t.nextID++
	c := &comment{id: 1000 + t.nextID, author: pipelineUser, text: text}
	i.comments = append(i.comments, c)
	return c, nil
}

func (i *issue) findComment(id string) (*comment, bool) {
	for _, c := range i.comments {
		if strconv.Itoa(c.id) == id {
			return c, true
		}
	}
	return nil, false
}

// refusal is a response other than success.
type refusal struct {
	status  int
	message string
}

func (r refusal) Error() string { return r.message }

// handle returns a handler that responds with what serve returns. authorize decides
// whether the request's token suffices.
func (t *tracker) handle(authorize func(*http.Request) error, serve func(r *http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		t.mu.Lock()
		defer t.mu.Unlock()
		err := authorize(r)
		var response any
		if err == nil {
			response, err = serve(r)
		}
		status := http.StatusOK
		var refused refusal
		switch {
		case errors.As(err, &refused):
			status, response = refused.status, map[string]string{"message": refused.message}
		case err != nil:
			status, response = http.StatusBadRequest, map[string]string{"message": err.Error()}
		case r.Method != http.MethodGet:
			t.writes++
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_ = json.NewEncoder(w).Encode(response)
	}
}

// decode reads the body of a request into a structure. Fields that the structure does
// not have, and texts that are too long, are refused.
func (t *tracker) decode(r *http.Request, into any) error {
	if r.Header.Get("Content-Type") != "application/json" {
		return refusal{http.StatusUnsupportedMediaType, "the body is not announced as JSON"}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return err
	}
	t.record("request.json", r.Method+" "+r.URL.String()+"\n"+string(body))
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		return refusal{http.StatusUnprocessableEntity, err.Error()}
	}
	var fields map[string]any
	if err := json.Unmarshal(body, &fields); err != nil {
		return err
	}
	for name, value := range fields {
		if text, ok := value.(string); ok && utf8.RuneCountInString(text) > longestText {
			return refusal{http.StatusUnprocessableEntity, name + " is too long"}
		}
	}
	return nil
}

// page returns the part of a list that a request asks for.
func page[T any](r *http.Request, all []T) ([]T, error) {
	number, err := strconv.Atoi(r.URL.Query().Get("page"))
	size, err2 := strconv.Atoi(r.URL.Query().Get("per_page"))
	if err != nil || err2 != nil || number < 1 || size < 1 || size > 100 {
		return nil, refusal{http.StatusBadRequest, fmt.Sprintf("no such page: %s", r.URL.RawQuery)}
	}
	from := min((number-1)*size, len(all))
	return all[from:min(from+size, len(all))], nil
}

// matching returns issues by state and label, as the query names them.
func (t *tracker) matching(r *http.Request, open string) ([]*issue, error) {
	query := r.URL.Query()
	var found []*issue
	for _, i := range t.issues {
		if i.open == (query.Get("state") == open) && slices.Contains(i.labels, query.Get("labels")) {
			found = append(found, i)
		}
	}
	return page(r, found)
}

func TestPages(t *testing.T) {
	t.Parallel()
	all := []int{1, 2, 3}
	for query, want := range map[string]string{"page=1&per_page=2": "[1 2]", "page=2&per_page=2": "[3]", "page=3&per_page=2": "[]"} {
		r, _ := http.NewRequestWithContext(t.Context(), http.MethodGet, "/?"+query, nil)
		if got, err := page(r, all); err != nil || fmt.Sprint(got) != want {
			t.Errorf("%s: got %v, %v", query, got, err)
		}
	}
}
