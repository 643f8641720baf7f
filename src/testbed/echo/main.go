// A web server for pods of tests: says which pod it is, fails its readiness on request, takes its time on request, and ends as a
// well-behaved server does.
//
//	GET  /            "POD VERSION\n", also in the headers X-Pod and X-Version
//	GET  /slow?ms=N   the same after N milliseconds
//	GET  /status/N    the same with status N
//	GET  /ready       200, or 503 after POST /ready/false (until POST /ready/true) and while the file $UNREADY_FILE exists
//	GET  /count       requests so far, other than of /ready and /count
//
// PORT (8080), VERSION (1), POD_NAME (the host's name), UNREADY_FILE (/tmp/unready). On SIGTERM it goes on for DRAIN (such as 5s;
// default 0s), then takes no more connections and ends when all requests have been answered, after 30 s at the latest.
package main

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/signal"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

const longest = 30 * time.Second

func main() {
	host, _ := os.Hostname()
	drain, err := time.ParseDuration(setting("DRAIN", "0s"))
	if err != nil {
		fmt.Fprintln(os.Stderr, "DRAIN:", err)
		os.Exit(2)
	}
	pod := &pod{name: setting("POD_NAME", host), version: setting("VERSION", "1"), unready: setting("UNREADY_FILE", "/tmp/unready")}
	server := &http.Server{Addr: ":" + setting("PORT", "8080"), Handler: pod.routes(), ReadHeaderTimeout: 10 * time.Second}
	stop, done := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer done()
	go func() {
		if err := server.ListenAndServe(); err != http.ErrServerClosed {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}()
	fmt.Println(pod.name, pod.version, "listens on", server.Addr)
	<-stop.Done()
	fmt.Println("told to end; goes on for", drain)
	time.Sleep(drain)
	ending, cancel := context.WithTimeout(context.Background(), longest)
	defer cancel()
	if err := server.Shutdown(ending); err != nil {
		fmt.Fprintln(os.Stderr, "requests cut off:", err)
		os.Exit(1)
	}
	fmt.Println("ended after", pod.count.Load(), "requests")
}

func setting(name, otherwise string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return otherwise
}

type pod struct {
	name, version, unready string
	failing                atomic.Bool
	count                  atomic.Int64
}

func (p *pod) routes() http.Handler {
	routes := http.NewServeMux()
	routes.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { p.answer(w, http.StatusOK) })
	routes.HandleFunc("/slow", func(w http.ResponseWriter, r *http.Request) {
		ms, err := strconv.Atoi(r.URL.Query().Get("ms"))
		if err != nil || ms < 0 || time.Duration(ms)*time.Millisecond > longest {
			http.Error(w, "ms must be 0 to 30000", http.StatusBadRequest)
			return
		}
		select {
		case <-time.After(time.Duration(ms) * time.Millisecond):
			p.answer(w, http.StatusOK)
		case <-r.Context().Done():
		}
	})
	routes.HandleFunc("/status/{status}", func(w http.ResponseWriter, r *http.Request) {
		status, err := strconv.Atoi(r.PathValue("status"))
		if err != nil || status < 200 || status > 599 {
			http.Error(w, "the status must be 200 to 599", http.StatusBadRequest)
			return
		}
		p.answer(w, status)
	})
	routes.HandleFunc("GET /ready", func(w http.ResponseWriter, r *http.Request) {
		if _, err := os.Stat(p.unready); err == nil || p.failing.Load() {
			http.Error(w, "not ready, as it was told", http.StatusServiceUnavailable)
			return
		}
		fmt.Fprintln(w, "ready")
	})
	routes.HandleFunc("POST /ready/{value}", func(w http.ResponseWriter, r *http.Request) {
		ready, err := strconv.ParseBool(r.PathValue("value"))
		if err != nil {
			http.Error(w, "POST /ready/true or /ready/false", http.StatusBadRequest)
			return
		}
		p.failing.Store(!ready)
		w.WriteHeader(http.StatusNoContent)
	})
	routes.HandleFunc("GET /count", func(w http.ResponseWriter, r *http.Request) { fmt.Fprintln(w, p.count.Load()) })
	return routes
}

func (p *pod) answer(w http.ResponseWriter, status int) {
	p.count.Add(1)
	w.Header().Set("X-Pod", p.name)
	w.Header().Set("X-Version", p.version)
	w.WriteHeader(status)
	fmt.Fprintln(w, p.name, p.version)
}
