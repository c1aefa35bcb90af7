"""The fault bench: load, witnesses and one checker, for everything that can go wrong on purpose.

`scale.py` short or full and the seed, `table.py` what is told at the end, `founding.py` restaurants
made once and copied, `rig.py` a server with everything around it, `journal.py` what was asked and
answered, `tablets.py` load, `screens.py` and `printers.py` witnesses, `proxy.py` a bad line,
`checking.py` the checker, `dying.py` a server that dies at a point, `tracing.py` and `replaying.py` a
power cut, `slow.py` bad screens, `damage.py` bad files.
"""
