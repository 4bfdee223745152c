from site_pages import build

app = build()

if __name__ == "__main__":
    app.run(debug=True, use_reloader=False)
