"""The demo's world: a small network in the West of England, told day by day through ordinary actions.

People, bodies and projects are made up. Rates and Census figures are the published ones.
"""
