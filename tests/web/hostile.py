"""What tests of the pages sign in with, and words that must be shown and never run."""

PASSWORD = "a lighthouse on the third hill"
HOSTILE = "<script>alert('x')</script><img src=x onerror=alert(1)>"
