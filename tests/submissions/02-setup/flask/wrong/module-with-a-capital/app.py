from Flask import Flask
